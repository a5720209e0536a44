package dev.kobako.shell;

import java.util.List;
import java.util.Optional;

/** What a script would see of files, and the commands that it would call. */
public interface World {
  /** What a test of a file can find. */
  enum FileKind {
    /** Nothing is there. */
    MISSING,
    /** A regular file without bytes. */
    EMPTY_FILE,
    /** A regular file with bytes. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link; only where links are not followed. */
    LINK,
    /** A device or pipe. */
    SPECIAL,
    /** Only a run would tell, as below {@code /proc}. */
    UNKNOWN
  }

  /**
   * What is at a path.
   *
   * @param follow whether a link stands for what it leads to
   */
  FileKind kind(String path, boolean follow);

  /** Whether a path, links followed, is a file that can be executed. */
  boolean isExecutable(String path);

  /** The names in a directory, sorted; none where there is no directory. */
  List<String> names(String directory);

  /** The text of a file, links followed, if it is a regular file that can be read. */
  Optional<String> text(String path);

  /** Where a command of that name is; a known empty text where there is none. */
  Value locate(String command);

  /**
   * Does what a command does that the shell does not have itself.
   *
   * @param call what is called
   */
  Outcome run(Call call);

  /**
   * A call of a command.
   *
   * @param line of the script, from 1
   * @param name the command's name, which is known
   * @param arguments what follows it
   * @param input what it can read; unknown where that is not the end of a pipe
   * @param doubt why the call may not be made at all, in words; empty where it surely is
   */
  record Call(int line, String name, List<Value> arguments, Value input, String doubt) {
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** Whether the script surely comes by here. */
    public boolean isCertain() {
      return doubt.isEmpty();
    }
  }

  /** What came of a call: its end, and what it wrote for the next in the pipe. */
  record Outcome(Status status, Value output) {
    /** An end without a word. */
    public static Outcome silent(Status status) {
      return new Outcome(status, Value.Known.EMPTY);
    }

    /** Success with a line. */
    public static Outcome line(String text) {
      return new Outcome(Status.SUCCESS, new Value.Known(text + "\n"));
    }

    /** Nobody knows. */
    public static Outcome unknown(String command) {
      return new Outcome(Status.UNKNOWN, new Value.Unknown("what " + command + " says"));
    }
  }
}
