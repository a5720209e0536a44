package dev.kobako.fix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reads a Dockerfile in BuildKit.
 *
 * @param image that it is in
 */
record Frontend(String image) {
  private static final Pattern STABLE =
      Pattern.compile("(?:docker\\.io/)?docker/dockerfile:1(?:\\.([0-9]{1,4})(?:\\.[0-9]+)?)?");

  /**
   * Whether it is of Docker's stable ones and no older than a release.
   *
   * @param minor 2 for 1.2
   */
  boolean isSince(int minor) {
    Matcher matcher = STABLE.matcher(image);
    return matcher.matches()
        && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) >= minor);
  }
}
