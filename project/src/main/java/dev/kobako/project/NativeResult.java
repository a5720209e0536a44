package dev.kobako.project;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What native programs become: a root with nothing but them, collected in {@code /out} of the stage
 * that builds.
 *
 * @param programs their names; the first one is what the image starts
 * @param isStatic whether they need no libraries
 * @param needs what they ask of the root
 * @param port what they listen on, if that is known
 */
record NativeResult(
    List<String> programs, boolean isStatic, Set<RuntimeNeed> needs, OptionalInt port) {
  /** Who runs programs: the number that distroless images have for it. */
  static final String USER = "65532:65532";

  private static final String FOLDER = "/usr/local/bin/";

  NativeResult {
    programs = List.copyOf(programs);
    needs = needs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(needs));
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }

  /** Where programs are to be copied, with a slash at its end. */
  static String collected() {
    return "/out" + FOLDER;
  }

  /**
   * The commands that make the root around programs that lie in {@link #collected}.
   *
   * @param choices a base of the user's has its own libraries and accounts
   */
  List<String> commands(Choices choices) {
    List<String> commands = new ArrayList<>();
    if (choices.base().isPresent()) {
      return commands;
    }
    if (!isStatic) {
      // ldd ends with 1 for scripts and static programs, and with 0 where a library is missing.
      commands.add(
          "for program in "
              + collected()
              + "*; do [ -f \"$program\" ] || exit 1; \\\n"
              + "      ldd \"$program\" > /tmp/libraries || continue; \\\n"
              + "      if grep 'not found' /tmp/libraries; then exit 1; fi; \\\n"
              + "      for library in $(grep -o '/[^ ]*' /tmp/libraries); do case \"$library\" in /out/*) ;; \\\n"
              + "      *) cp -L --parents \"$library\" /out/ || exit 1;; esac; done; done");
    }
    if (needs.contains(RuntimeNeed.TEMPORARY_FILES)) {
      commands.add("install -d -m 1777 /out/tmp");
    }
    if (needs.contains(RuntimeNeed.ACCOUNTS)) {
      commands.add("mkdir -p /out/etc");
      commands.add("echo 'app:x:" + USER + "::/:/sbin/nologin' > /out/etc/passwd");
    }
    return commands;
  }

  /**
   * The last stage.
   *
   * @param from the stage that has collected
   */
  Stage stage(String from, Choices choices) {
    boolean empty = choices.base().isEmpty();
    Stage stage = Stage.last(choices.base().orElse("scratch"));
    stage =
        empty && isStatic
            ? stage.saying("The programs are linked statically: nothing else is needed.")
            : empty ? stage.saying("Only the programs and the libraries that they load.") : stage;
    if (empty && needs.contains(RuntimeNeed.CERTIFICATES)) {
      stage = stage.with("COPY --from=" + from + " " + certificates());
    }
    if (empty && needs.contains(RuntimeNeed.ZONES)) {
      stage = stage.with("COPY --from=" + from + " /usr/share/zoneinfo /usr/share/zoneinfo");
    }
    stage = stage.with("COPY --from=" + from + " /out /", "USER " + USER);
    if (port.isPresent()) {
      stage = stage.with("EXPOSE " + port.getAsInt());
    }
    Line start = Line.of("ENTRYPOINT [\"" + FOLDER + programs.getFirst() + "\"]");
    if (programs.size() > 1) {
      start =
          start.saying(
              "Also there: "
                  + programs.stream().skip(1).sorted().collect(Collectors.joining(", ")));
    }
    return stage.with(start);
  }

  private static String certificates() {
    String file = "/etc/ssl/certs/ca-certificates.crt";
    return file + " " + file;
  }
}
