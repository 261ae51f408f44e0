// Programs beside the one under test: what stands outside (a provider of sign-in, a payment gateway), and one more server that is told of it.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

export interface Program {
  address: string;
  stop(): Promise<void>;
}

export async function free_port(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

// Runs until stopped; its address is the first it prints.
export async function start(command: string, args: string[], env: Record<string, string | undefined> = {}): Promise<Program> {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...env };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete environment[name];
  const child: ChildProcess = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const address = await new Promise<string>((found, failed) => {
    let told = '';
    const read = (chunk: Buffer): void => {
      told += chunk.toString();
      const match = /https?:\/\/[0-9.]+:[0-9]+/.exec(told);
      if (match) found(match[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.once('exit', (code) => failed(new Error(`${command} ended with ${code}: ${told}`)));
  });
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
