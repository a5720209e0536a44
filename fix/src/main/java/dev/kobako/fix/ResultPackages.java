package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import java.util.Optional;
import java.util.regex.Pattern;

/** The packages that a result needs, by what is installed and linked in the stage that builds. */
final class ResultPackages {
  private static final Pattern CXX = Pattern.compile(".*\\.(cc|cpp|cxx|hh|hpp|hxx)");

  private final FixableFile file;
  private final Instruction.From from;
  private final BuilderBase base;
  private final RuntimePackages packages;
  private final Linking linking;
  private final BuildCommands commands;

  ResultPackages(
      FixableFile file,
      Instruction.From from,
      BuilderBase base,
      RuntimePackages packages,
      Linking linking,
      BuildCommands commands) {
    this.file = file;
    this.from = from;
    this.base = base;
    this.packages = packages;
    this.linking = linking;
    this.commands = commands;
  }

  /** Whether what it makes needs no library. */
  boolean isStatic() {
    boolean withoutC = base.name().equals("golang") && base.isAlpine() && !packages.hasTools();
    return linking.isStatic() || (withoutC && !linking.linksWithoutGo());
  }

  /**
   * The instruction that installs them.
   *
   * @throws NotUnderstood where nobody knows what is linked
   */
  Optional<String> instruction() throws NotUnderstood {
    boolean cxx = linking.linksWithCxx() && mayBeCxx();
    boolean unknown =
        linking.linksLibraries()
            || (linking.linksWithCargo() && !LinkedLibraries.areNone(file.context()));
    if (base.hasAllHeaders() && unknown) {
      throw new NotUnderstood(
          from.statement(), "its base has libraries of which nobody knows which are linked");
    }
    if (cxx && base.name().equals("gcc") && !base.isAlpine()) {
      throw new NotUnderstood(
          from.statement(), "the C++ library of gcc's image is newer than its system's");
    }
    if (base.isAlpine() && packages.hasTools() && linking.linksWithC()) {
      packages.need("libgcc");
      if (cxx) {
        packages.need("libstdc++");
      }
    }
    Optional<String> instruction = packages.instruction(isStatic(), file.escape(), file.lineEnd());
    if (commands.changesOrigin() && instruction.isPresent()) {
      throw new NotUnderstood(
          from.statement(), "its packages are from elsewhere than those of its base");
    }
    return instruction;
  }

  private boolean mayBeCxx() {
    return packages.hasCxx()
        || commands.sources().hasAny()
        || file.context()
            .filter(it -> it.files().stream().noneMatch(each -> CXX.matcher(each).matches()))
            .isEmpty();
  }
}
