package dev.kobako.build;

import dev.kobako.image.Image;
import dev.kobako.image.Platform;

/** Finds the images that Dockerfiles start from and copy from. */
public interface BaseImages {
  /**
   * An image by the reference in a Dockerfile ({@code debian:bookworm}, {@code oci:folder}, ...).
   * Manifest and configuration are read; layers are where they are until they are opened.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding where there is none
   */
  Image find(String reference, Platform platform);
}
