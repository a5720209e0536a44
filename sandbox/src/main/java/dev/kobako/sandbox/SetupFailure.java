package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/** What it means to the user when the steps before a command fail. */
final class SetupFailure {
  private SetupFailure() {}

  /** Not even the first program could be started. */
  static KobakoException notStarted(Exception cause) {
    return KobakoException.outside(
        Diagnostic.of("sandbox", "can't be started: " + cause.getMessage()), cause);
  }

  /**
   * A step has failed; why, it has said.
   *
   * @param what can't be done therefore
   */
  static KobakoException of(String what, Launch launch) {
    String report = launch.report().replace(SetupScript.ENTERED + "\n", "").strip();
    return of(what, report.isEmpty() ? launch.errors().text().strip() : report);
  }

  /** The same, where what it has said is known. */
  static KobakoException of(String what, String said) {
    boolean forbidden = said.contains("unshare failed") || said.contains("uid_map");
    return KobakoException.outside(
        forbidden
            ? Diagnostic.of(
                "sandbox",
                "user namespaces are not permitted here: " + said,
                "permit them with sysctl: kernel.unprivileged_userns_clone=1 (Debian),"
                    + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu),"
                    + " user.max_user_namespaces above 0; inside a container, start it with"
                    + " --security-opt seccomp=unconfined")
            : Diagnostic.of(
                "sandbox",
                what + ": " + (said.isEmpty() ? "no reason was given" : said),
                said.contains(ContainerScript.NO_NETWORK)
                    ? "see why, or use --network host"
                    : "inside a container, start it with --privileged or run kobako on the host"),
        null);
  }
}
