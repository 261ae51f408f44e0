// A real provider of sign-in (npm oidc-provider) on this machine, for the stories: code flow with PKCE, accounts of its own, in memory.
//   node tests/browser/provider.mjs HOME      HOME: address of the program that asks; prints its own address
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const home = process.argv[2];
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
// Invented people, by what they type as their login. Claims as the national provider names them.
const people = {
  mo: { TechID: 'TD-1001', LoaiTaiKhoan: 1, HoVaTen: 'Lê Thị Mơ', SoDinhDanh: '087190001234', DiaChi: 'Ấp 1, xã Tam Nông, tỉnh Đồng Tháp' },
  tam: { TechID: 'TD-1002', LoaiTaiKhoan: 1, HoVaTen: 'Trần Văn Tám', SoDinhDanh: '087085001234', email: 'tam@thu.example', email_verified: true },
};
const claims = ['TechID', 'LoaiTaiKhoan', 'HoVaTen', 'SoDinhDanh', 'DiaChi', 'email', 'email_verified'];

let answer;
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'motcua',
        client_secret: 'mat khau cua motcua',
        redirect_uris: [`${home}/dang-nhap/xac-thuc/tro-ve`],
        post_logout_redirect_uris: [`${home}/`],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub', ...claims] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'khoa-1', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['chi de thu'] },
  });
  answer = provider.callback();
  console.log(issuer);
});
