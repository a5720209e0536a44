package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What a failed read or write of the host's disk means to the user. */
public final class DiskFailure {
  private DiskFailure() {}

  /** A file or folder that could not be read. */
  public static KobakoException reading(Path file, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ ->
          KobakoException.finding(
              Diagnostic.of(file.toString(), "there is no such file", "check the path"));
      case EOFException _ ->
          KobakoException.finding(
              Diagnostic.of(
                  file.toString(),
                  "ends early: " + reason(cause),
                  "copy the file again, it was not transferred completely"));
      default ->
          KobakoException.outside(
              Diagnostic.of(
                  file.toString(),
                  "can't be read: " + reason(cause),
                  "check that the file can be read by you"),
              cause);
    };
  }

  /** A file or folder that could not be written; nothing of it is left behind. */
  public static KobakoException writing(Path file, IOException cause) {
    String reason = reason(cause);
    return KobakoException.outside(
        Diagnostic.of(
            file.toString(),
            "can't be written: " + reason,
            isFull(cause)
                ? "free some space there, or choose a folder on another disk (KOBAKO_HOME for the"
                    + " store)"
                : "check that the folder exists and can be written by you"),
        cause);
  }

  /** Whether there is no room for more, on the disk or in what a user may take of it. */
  static boolean isFull(IOException cause) {
    String reason = reason(cause).toLowerCase(Locale.ROOT);
    return reason.contains("no space left") || reason.contains("quota");
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
