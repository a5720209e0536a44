package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The numbers of signals by their names (signal(7)). */
public final class SignalNumber {
  /** In the order of their numbers, from 1, as Linux has them on all but MIPS and SPARC. */
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private static final int HIGHEST = 64;
  private static final int RTMIN = 34;

  private SignalNumber() {}

  /**
   * The number of a signal.
   *
   * @param text a number, or a name with or without SIG
   * @throws KobakoException usage, where there is none such
   */
  public static int of(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    name = name.startsWith("SIG") ? name.substring(3) : name;
    int place = NAMES.indexOf(name);
    if (place >= 0) {
      return place + 1;
    }
    try {
      int number =
          name.startsWith("RTMIN+")
              ? RTMIN + Integer.parseInt(name.substring(6))
              : name.startsWith("RTMAX-")
                  ? HIGHEST - Integer.parseInt(name.substring(6))
                  : Integer.parseInt(name);
      if (number > 0 && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw KobakoException.usage(
        Diagnostic.of("signal '" + text + "'", "there is none of that name", "write TERM or 15"));
  }

  /**
   * Whether a process handles a signal, or holds it back to wait for it (proc(5): SigCgt and
   * SigBlk); not what is done where it does neither. True for KILL, and where it can't be seen.
   */
  static boolean isHeeded(int number, long pid) {
    if (number == Kernel.SIGKILL) {
      return true;
    }
    try {
      return ProcessStatus.values(pid, "SigCgt", "SigBlk").stream()
          .map(mask -> Long.parseUnsignedLong(mask, 16))
          .anyMatch(mask -> (mask >>> (number - 1) & 1) != 0);
    } catch (IOException | NumberFormatException _) {
      return true;
    }
  }
}
