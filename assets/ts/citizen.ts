import { start_camera_buttons } from "./camera";
import { on_ready, start_core } from "./core";

on_ready(() => {
  start_core();
  start_camera_buttons();
  const verify = document.querySelector<HTMLElement>("[data-verify]");
  if (verify) void import("./verify").then((m) => m.start_verify(verify));
});
