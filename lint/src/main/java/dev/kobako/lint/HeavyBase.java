package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A base that is larger than what stands on it needs. */
final class HeavyBase implements Rule {
  private static final Set<String> SLIM_TWINS = Set.of("python", "node", "ruby", "perl");
  private static final List<String> SMALL = List.of("slim", "alpine", "windows", "nanoserver");
  private static final Set<String> SYSTEMS =
      Set.of(
          "debian",
          "ubuntu",
          "fedora",
          "centos",
          "rockylinux",
          "almalinux",
          "golang",
          "rust",
          "gcc",
          "buildpack-deps",
          "amazonlinux",
          "oraclelinux",
          "opensuse");
  private static final Set<String> JAVA =
      Set.of("eclipse-temurin", "openjdk", "amazoncorretto", "ibm-semeru-runtimes");
  private static final List<String> BUILDERS =
      List.of("javac", "mvn", "gradle", "jlink", "jdeps", "jcmd", "jmap");

  @Override
  public Description description() {
    return new Description(
        "S12", Severity.INFO, "Take a smaller base: what is shipped does not need this one");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LintedInstruction> last = ShippedLayers.last(file);
    Optional<Instruction.From> bottom = ShippedLayers.bottom(file);
    if (last.isEmpty() || bottom.isEmpty()) {
      return;
    }
    ImageName image = ImageName.of(Words.unquoted(bottom.get().image()));
    String name = official(image);
    LintedInstruction at =
        file.instructions().stream()
            .filter(each -> each.instruction().equals(bottom.get()))
            .findFirst()
            .orElse(last.getFirst());
    if (image.digest().isEmpty() && hasSlimTwin(name, image.tag())) {
      broken.add(at, "Take the slim or alpine variant of " + name);
    } else if (SYSTEMS.contains(name) && isOnlyStaticPrograms(file, last)) {
      broken.add(at, "A static program needs no " + name + ": FROM scratch, or a distroless base");
    } else if (isJdk(name, image.tag()) && runsOnlyJars(last)) {
      broken.add(at, "A JRE runs this, or a runtime by jlink: the JDK is for building");
    }
  }

  /** The name of an image that Docker's official ones have; empty for all others. */
  private static String official(ImageName image) {
    String registry = image.registry();
    String name = image.name().startsWith("library/") ? image.name().substring(8) : image.name();
    return (registry.isEmpty() || registry.equals("docker.io")) && !name.contains("/") ? name : "";
  }

  private static boolean hasSlimTwin(String name, String tag) {
    return SLIM_TWINS.contains(name)
        && !tag.contains("$")
        && SMALL.stream().noneMatch(tag::contains);
  }

  /** Nothing is run in the last stage, and what it copies was linked statically. */
  private static boolean isOnlyStaticPrograms(LintedFile file, List<LintedInstruction> last) {
    List<String> stages = new ArrayList<>();
    for (LintedInstruction each : last) {
      if (each.instruction() instanceof Instruction.Run) {
        return false;
      }
      if (each.instruction() instanceof Instruction.Copy copy) {
        if (copy.from().isEmpty()) {
          return false;
        }
        stages.add(copy.from().get().value());
      }
    }
    return !stages.isEmpty()
        && stages.stream()
            .allMatch(
                stage -> ShippedLayers.named(file, stage).stream().anyMatch(HeavyBase::isStatic));
  }

  private static boolean isStatic(LintedInstruction each) {
    return switch (each.instruction()) {
      case Instruction.Env env ->
          env.variables().stream()
              .anyMatch(pair ->
                  pair.name().equals("CGO_ENABLED") && Words.unquoted(pair.value()).equals("0"));
      case Instruction.Run _ ->
          each.script().text().contains("CGO_ENABLED=0")
              || each.script().text().contains("-linux-musl")
              || each.script()
                  .any(command ->
                      command.hasArgument("-static") || command.hasArgument("-static-pie"));
      default -> false;
    };
  }

  private static boolean isJdk(String name, String tag) {
    return (JAVA.contains(name) && !tag.contains("jre"))
        && (tag.contains("jdk") || name.equals("openjdk") || name.equals("amazoncorretto"));
  }

  private static boolean runsOnlyJars(List<LintedInstruction> last) {
    boolean hasJar = false;
    for (LintedInstruction each : last) {
      switch (each.instruction()) {
        case Instruction.Run _ -> {
          if (BUILDERS.stream().anyMatch(word -> each.script().text().contains(word))) {
            return false;
          }
        }
        case Instruction.Copy copy ->
            hasJar |= copy.sources().stream().anyMatch(source -> source.contains(".jar"));
        default -> {}
      }
    }
    return hasJar;
  }
}
