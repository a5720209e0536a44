package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.Locale;

/**
 * A limit of setrlimit(2), which each process has by itself.
 *
 * @param name in lower case, without {@code RLIMIT_}
 * @param soft what counts; {@link #NONE} for no limit
 * @param hard what the process may raise it to
 */
public record ResourceLimit(String name, long soft, long hard) {
  /** No limit. */
  public static final long NONE = -1;

  private static final List<String> NAMES =
      List.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  public ResourceLimit {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no limit: " + name);
    }
  }

  /**
   * A limit as docker's users write it: {@code nofile=1024:4096}, {@code core=-1}, {@code nproc=9}.
   *
   * @throws KobakoException usage, where it is none
   */
  public static ResourceLimit parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).toLowerCase(Locale.ROOT);
    String[] values = text.substring(equals + 1).split(":", -1);
    if (equals < 0 || values.length > 2 || !NAMES.contains(name)) {
      throw usage(text, "expected NAME=SOFT[:HARD] with one of " + String.join(", ", NAMES));
    }
    long soft = value(text, values[0]);
    long hard = values.length > 1 ? value(text, values[1]) : soft;
    if (Long.compareUnsigned(soft, hard) > 0) {
      throw usage(text, "the soft limit is above the hard one");
    }
    return new ResourceLimit(name, soft, hard);
  }

  private static long value(String text, String value) {
    if (value.equals("-1") || value.equals("unlimited")) {
      return NONE;
    }
    if (!value.matches("[0-9]{1,18}")) {
      throw usage(text, "'" + value + "' is no number");
    }
    return Long.parseLong(value);
  }

  private static KobakoException usage(String text, String fact) {
    return KobakoException.usage(
        Diagnostic.of("--ulimit " + text, fact, "write --ulimit nofile=1024:4096"));
  }

  @Override
  public String toString() {
    return name + "=" + soft + ":" + hard;
  }
}
