package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Flags that scripts give to {@code docker build} and that mean nothing here, or can't be done. */
final class DockerFlags {
  private static final String LIMITS = "--memory";
  private static final String MACHINE = "--builder";
  private static final String CLEAN = "--rm";
  private static final String PROVENANCE = "--provenance";
  private static final String SBOM = "--sbom";
  private static final List<String> REFUSED = List.of("--attest", "--squash", "--security-opt");

  private DockerFlags() {}

  static void declare(Options options) {
    options
        .texts(
            "VALUE",
            "Docker's limits of RUN, which are not applied: a line says so.",
            "-m",
            LIMITS,
            "--memory-swap",
            "--cpu-shares",
            "-c",
            "--cpu-period",
            "--cpu-quota",
            "--cpuset-cpus",
            "--cpuset-mems",
            "--cgroup-parent",
            "--shm-size",
            "--ulimit",
            "--isolation")
        .texts("VALUE", "Docker's choice of a daemon; there is none.", MACHINE)
        .optionalText(
            "true|false",
            "Docker's clean-up, which is always done.",
            CLEAN,
            "--force-rm",
            "--compress",
            "--disable-content-trust")
        .optionalText("VALUE", "Docker's proof of origin, which is not written.", PROVENANCE)
        .optionalText("VALUE", "Docker's list of packages; only false is understood.", SBOM)
        .optionalText(
            "VALUE",
            "Refused.",
            REFUSED.toArray(new String[0]));
  }

  /** Says what is not done, and refuses what the result would lack. */
  static void check(ParseResult parsed, Progress progress) {
    for (String refused : REFUSED) {
      refuse(parsed, refused, "is not understood by kobako build", "leave it out");
      break; // all of them are names of one option
    }
    if (parsed.hasMatchedOption(LIMITS)) {
      progress.note(
          "limits such as --memory, --shm-size and --ulimit are not applied: RUN has those of this"
              + " machine");
    }
    if (parsed.hasMatchedOption(MACHINE)) {
      progress.note("--builder has no effect: kobako builds in its own process");
    }
    if (Options.text(parsed, PROVENANCE).filter(DockerFlags::isOn).isPresent()) {
      progress.note("--provenance: no proof of origin is written");
    }
    if (Options.text(parsed, SBOM).filter(DockerFlags::isOn).isPresent()) {
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
      String written = parsed.matchedOption(flag).longestName();
      throw KobakoException.usage(Diagnostic.of(written.equals(flag) ? flag : written, fact, remedy));
    }
  }
}
