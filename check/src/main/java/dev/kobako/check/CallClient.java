package dev.kobako.check;

import java.nio.file.Path;
import java.util.List;

/**
 * The programs that a check finds as {@code KOBAKO_RUN}, {@code KOBAKO_START}, {@code KOBAKO_STOP}
 * and {@code KOBAKO_LOGS}: one script of the POSIX shell by four names, which asks kobako by named
 * pipes. A JVM for each would take ten times as long as the container.
 *
 * <p>A client makes two pipes of its own, named after its process. By {@code out} it is told {@code
 * taken}. Then by {@code in} it sends the number of its words, the words, each ended by NUL, and a
 * number a line: 0 when its own streams are as the container is to have them, then that of each
 * signal that it gets. By {@code out} it is told, at the end, its exit code and a text; what it is
 * to print otherwise lies in a file beside.
 *
 * <p>It opens none of its pipes in a way that could wait for somebody, and while it waits for the
 * end it does not hold {@code out} open for writing: so it sees it if kobako is gone. A redirected
 * builtin of a shell changes the streams of the shell itself meanwhile; so another process waits
 * for the end of a container that gets them.
 */
final class CallClient {
  /** What a client can ask for. */
  enum Verb {
    RUN,
    START,
    STOP,
    LOGS;

    /** As the script and the file of that name have it. */
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The variable that leads to it. */
    String variable() {
      return "KOBAKO_" + name();
    }
  }

  /** The exit code of what docker run could not start. */
  static final int CAN_NOT = 125;

  private static final List<String> SIGNALS =
      List.of("HUP 1", "INT 2", "QUIT 3", "USR1 10", "USR2 12", "TERM 15");

  private static final String CALL =
      """
      #!/bin/sh
      # ${VARIABLE} of kobako slim, as long as a check runs
      PATH=/usr/bin:/bin:$PATH
      calls=${FOLDER} kobako=${KOBAKO} mine=$calls/$$
      die() {
        printf 'kobako: %s\\n' "$1" >&2
        exit 125
      }
      is_there() {
        [ -p "$calls/calls" ] && kill -0 "$kobako" 2>/dev/null
      }
      is_there || die 'the check that this belongs to has ended'
      mkfifo "$mine.in" "$mine.out" || die 'no pipe can be made'
      exec 8<>"$mine.in" 7<>"$mine.out"
      echo "${VERB} $$" >>"$calls/calls"
      until read -r taken <&7; do
        is_there || die 'the check that this belongs to has ended'
      done
      exec 9<"$mine.out" 7>&-
      printf '%s\\0' "$#" "$@" >&8
      """;

  private static final String AWAIT_END =
      """
      ${TRAPS}
      {
        trap '' HUP INT QUIT USR1 USR2 TERM
        echo 0 >&8
        exec 8>&-
        read -r code text <&9 || die 'the check that this belongs to has ended'
        [ "$code" != 125 ] || [ -z "$text" ] || die "$text"
        exit "$code"
      } &
      while :; do
        wait "$!"
        code=$?
        kill -0 "$!" 2>/dev/null || exit "$code"
      done
      """;

  private static final String AWAIT_ANSWER =
      """
      read -r code text <&9 || die 'the check that this belongs to has ended'
      [ "$code" = 0 ] || die "$text"
      """;

  private CallClient() {}

  /**
   * The script.
   *
   * @param folder where the pipes are; of letters that no shell splits or expands
   * @param kobako the number of this process
   */
  static String script(Verb verb, Path folder, long kobako) {
    String rest =
        switch (verb) {
          case RUN -> AWAIT_END.replace("${TRAPS}", traps());
          case START, STOP ->
              AWAIT_ANSWER + "for each in $text; do printf '%s\\n' \"$each\"; done\n";
          case LOGS -> AWAIT_ANSWER + "cat \"$mine.log\" && rm -f \"$mine.log\"\n";
        };
    return CALL.replace("${VARIABLE}", verb.variable())
            .replace("${FOLDER}", folder.toString())
            .replace("${KOBAKO}", Long.toString(kobako))
            .replace("${VERB}", verb.text())
        + rest;
  }

  private static String traps() {
    return String.join(
        "\n",
        SIGNALS.stream()
            .map(each -> each.split(" ", 2))
            .map(each -> "trap 'echo " + each[1] + " >&8' " + each[0])
            .toList());
  }
}
