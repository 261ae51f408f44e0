import { start_camera_buttons } from "./camera";
import { on_ready, start_core } from "./core";

on_ready(() => {
  start_core();
  start_camera_buttons();
});
