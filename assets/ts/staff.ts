import { start_camera_buttons } from "./camera";
import { on_ready, start_core } from "./core";
import { start_keeping } from "./keep";
import { start_keys, start_search_key } from "./keys";
import { start_live } from "./live";
import { start_signatures } from "./sign";

on_ready(() => {
  start_core();
  start_keys();
  start_search_key();
  start_live();
  start_camera_buttons();
  start_signatures();
  start_keeping();
});
