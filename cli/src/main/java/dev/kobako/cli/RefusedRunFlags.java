package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Flags of {@code docker run} that can't be done here, each with what to do instead. */
final class RefusedRunFlags {
  /**
   * Flags that are refused for the same reason.
   *
   * @param harmless values that ask for nothing
   */
  private record Refusal(List<String> flags, List<String> harmless, String fact, String remedy) {}

  private static final List<Refusal> ALL =
      List.of(
          new Refusal(
              List.of("--restart"),
              List.of("no"),
              "there is no daemon that would start it again",
              "let systemd do it: a unit with 'ExecStart=kobako start -a NAME' and"
                  + " 'Restart=always'"),
          new Refusal(
              List.of("--gpus", "--device"),
              List.of(),
              "devices of this machine can't be given to a container without root",
              "run the program on the machine itself"),
          new Refusal(
              List.of("--link", "--network-alias", "--ip", "--ip6", "--mac-address"),
              List.of(),
              "containers have no network with each other",
              "publish the other's port, and add --add-host NAME:host-gateway"),
          new Refusal(
              List.of("--volumes-from"),
              List.of(),
              "nobody else's mounts are taken over",
              "give the same --volume flags to both"),
          new Refusal(
              List.of("--pid", "--ipc", "--uts", "--userns", "--cgroupns"),
              List.of("", "private"),
              "a container always has its own",
              "leave it out"),
          new Refusal(
              List.of("--log-driver", "--log-opt"),
              List.of("json-file", "local"),
              "what a container in the background writes is always in one file",
              "leave it out; 'kobako logs' prints it"),
          new Refusal(
              List.of("--security-opt", "--sysctl", "--cgroup-parent"),
              List.of(),
              "a container has docker's usual profile of system calls and no other",
              "leave it out; --cap-add, --cap-drop and --privileged change its rights"),
          new Refusal(
              List.of("--health-cmd", "--health-interval", "--health-timeout", "--health-retries"),
              List.of(),
              "nobody watches the health of a container",
              "run the command with kobako exec"));

  private RefusedRunFlags() {}

  static void declare(Options options) {
    ALL.forEach(each -> options.hiddenTexts(each.flags().toArray(new String[0])));
  }

  /**
   * Refuses what was given of them.
   *
   * @throws KobakoException usage
   */
  static void check(ParseResult parsed) {
    for (Refusal refusal : ALL) {
      for (String flag : refusal.flags()) {
        for (String value : Options.texts(parsed, flag)) {
          if (!refusal.harmless().contains(value)) {
            throw KobakoException.usage(
                Diagnostic.of(flag + " " + value, refusal.fact(), refusal.remedy()));
          }
        }
      }
    }
  }
}
