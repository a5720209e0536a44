package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives the user namespace of a process its ids.
 *
 * @param map what they are
 * @param asUser a command through which programs are started, so that they are the process' user
 */
record IdMapping(IdMap map, List<String> asUser) {
  private static final int MAX_SAID = 4096;

  /**
   * Writes both maps.
   *
   * @param pid a process that has entered a user namespace without maps
   * @throws KobakoException if that is refused
   */
  void apply(int pid) {
    switch (map.writer()) {
      case SELF -> {
        write(Path.of("/proc/" + pid + "/gid_map"), map.groups());
        write(Path.of("/proc/" + pid + "/uid_map"), map.users());
      }
      case NEWUIDMAP -> {
        run("newgidmap", pid, map.groups());
        run("newuidmap", pid, map.users());
      }
    }
  }

  /** The kernel takes a map in a single write only. */
  private static void write(Path file, List<IdMap.Range> ranges) {
    StringBuilder text = new StringBuilder();
    ranges.forEach(range -> text.append(range).append('\n'));
    try {
      Files.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              "sandbox",
              "the ids of a user namespace can't be set: " + e.getMessage(),
              "inside a container, start it with --cap-add SETUID --cap-add SETGID and --security-opt"
                  + " seccomp=unconfined"),
          e);
    }
  }

  private void run(String program, int pid, List<IdMap.Range> ranges) {
    List<String> command = new ArrayList<>(asUser);
    command.add(HostTools.find(program, "install the package uidmap (shadow-utils elsewhere)"));
    command.add(Integer.toString(pid));
    for (IdMap.Range range : ranges) {
      command.add(Long.toString(range.inside()));
      command.add(Long.toString(range.outside()));
      command.add(Long.toString(range.count()));
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] said = process.getInputStream().readNBytes(MAX_SAID);
      int code = process.waitFor();
      if (code != 0) {
        throw refused(program, code, new String(said, StandardCharsets.UTF_8).strip());
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(program, "can't be started: " + e.getMessage()), e);
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    }
  }

  private static KobakoException refused(String program, int code, String said) {
    return KobakoException.outside(
        Diagnostic.of(
            program,
            "ended with " + code + (said.isEmpty() ? "" : ": " + said),
            "see that it is setuid root, that /etc/subuid and /etc/subgid name this user, and that"
                + " no container around kobako forbids it"),
        null);
  }
}
