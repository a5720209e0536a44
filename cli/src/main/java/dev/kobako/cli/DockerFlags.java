package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import picocli.CommandLine.ParseResult;

/** Flags that scripts give to {@code docker build} and that mean nothing here, or can't be done. */
final class DockerFlags {
  private static final String LIMITS = "--memory-swap";
  private static final String MACHINE = "--builder";
  private static final String CLEAN = "--rm";
  private static final String PROVENANCE = "--provenance";
  private static final String SBOM = "--sbom";
  private static final String SQUASH = "--squash";
  private static final String ATTEST = "--attest";
  private static final String SECURITY = "--security-opt";
  private static final String LEAVE_OUT = "leave it out";

  private DockerFlags() {}

  static void declare(Options options) {
    options
        .texts(
            "VALUE",
            "Docker's limits of RUN, which are not applied: a line says so.",
            LIMITS,
            "--cpu-shares",
            "-c",
            "--cpuset-cpus",
            "--cpuset-mems",
            "--cgroup-parent",
            "--isolation")
        .text("MICROSECONDS", "CPU time that RUN gets in each period.", "--cpu-quota")
        .text("MICROSECONDS", "Such a period (default: 100000).", "--cpu-period")
        .texts("VALUE", "Docker's choice of a daemon; there is none.", MACHINE)
        .writtenOutFlag(
            "Docker's clean-up, which is always done.",
            CLEAN,
            "--force-rm",
            "--compress",
            "--disable-content-trust")
        .texts("VALUE", "Docker's proof of origin, which is not written.", PROVENANCE)
        .texts("VALUE", "Docker's list of packages; only false is understood.", SBOM)
        .writtenOutFlag("Refused: layers stay as they are.", SQUASH)
        .texts("VALUE", "Refused: nothing is attested.", ATTEST)
        .texts("VALUE", "Refused: RUN --security is all there is.", SECURITY);
  }

  /** Says what is not done, and refuses what the result would lack. */
  static void check(ParseResult parsed, Progress progress) {
    refuse(parsed, SQUASH, "layers are not put together by kobako build", LEAVE_OUT);
    refuse(parsed, ATTEST, "kobako build attests nothing", LEAVE_OUT);
    refuse(parsed, SECURITY, "is not understood by kobako build", "write RUN --security=insecure");
    if (parsed.hasMatchedOption(LIMITS)) {
      progress.note(
          "limits by --memory-swap, --cpu-shares, --cpuset-cpus, --cpuset-mems, --cgroup-parent and"
              + " --isolation are not applied");
    }
    if (parsed.hasMatchedOption(MACHINE)) {
      progress.note("--builder has no effect: kobako builds in its own process");
    }
    if (Options.texts(parsed, PROVENANCE).stream().anyMatch(DockerFlags::isOn)) {
      progress.note("--provenance: no proof of origin is written");
    }
    if (Options.texts(parsed, SBOM).stream().anyMatch(DockerFlags::isOn)) {
      refuse(
          parsed,
          SBOM,
          "kobako build writes no list of packages",
          "leave it out; 'kobako attach' adds one to an image in a registry");
    }
  }

  private static boolean isOn(String value) {
    return !value.equals("false") && !value.equals("0") && !value.contains("disabled=true");
  }

  private static void refuse(ParseResult parsed, String flag, String fact, String remedy) {
    if (parsed.hasMatchedOption(flag)) {
      throw KobakoException.usage(Diagnostic.of(flag, fact, remedy));
    }
  }
}
