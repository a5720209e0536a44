package dev.kobako.sandbox;

import dev.kobako.image.Json;
import java.util.SortedSet;

/**
 * A seccomp profile that lets a container make the system calls that its programs were seen to
 * make, and no others, in the JSON that {@code docker run --security-opt seccomp=FILE} and podman
 * read. Never allows what the usual profile does not: a call that depends on its arguments there
 * does so here.
 */
public final class SeccompProfile {
  private SeccompProfile() {}

  /**
   * The profile for this machine's processor.
   *
   * @param names of the calls that were seen, as {@link Watch.SystemCalls} tells them; unknown ones
   *     count for nothing
   */
  public static byte[] of(SortedSet<String> names) {
    return Json.readableBytes(SystemCalls.only(names));
  }
}
