package dev.kobako.packages;

import java.io.IOException;

/**
 * A content that has passed and was not kept: whoever asks for it under a name that nobody foresaw,
 * such as a link, learns nothing.
 */
public final class PassedContentException extends IOException {
  private static final long serialVersionUID = 1L;

  public PassedContentException() {
    super("the bytes have passed and were not kept");
  }
}
