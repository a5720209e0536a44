package dev.kobako.build;

import java.util.List;
import java.util.Locale;

/** The signals that STOPSIGNAL may name: those of Linux, as {@code moby/sys/signal} has them. */
final class StopSignals {
  private static final List<String> NAMES =
      List.of(
          "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT",
          "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM",
          "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
          "RTMIN", "RTMAX");

  /** Real-time signals are counted from both ends: RTMIN+15, RTMAX-14. */
  private static final int ABOVE_FIRST = 15;

  private static final int BELOW_LAST = 14;

  private StopSignals() {}

  /** A number other than 0, or a name with or without SIG in whatever case. */
  static boolean isSignal(String text) {
    if (text.matches("[+-]?[0-9]{1,9}")) {
      return Integer.parseInt(text) != 0;
    }
    String name = text.toUpperCase(Locale.ROOT);
    name = name.startsWith("SIG") ? name.substring(3) : name;
    return NAMES.contains(name)
        || isRealTime(name, "RTMIN+", ABOVE_FIRST)
        || isRealTime(name, "RTMAX-", BELOW_LAST);
  }

  private static boolean isRealTime(String name, String prefix, int highest) {
    String number = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    return number.matches("[1-9][0-9]?") && Integer.parseInt(number) <= highest;
  }
}
