package dev.kobako.cli;

import dev.kobako.packages.Installation;
import dev.kobako.packages.NamedPackage;
import dev.kobako.report.NeedingPrograms;
import dev.kobako.report.PathStory;
import dev.kobako.report.UnreadPackages;
import dev.kobako.slim.Kept;
import dev.kobako.slim.KeptReasons;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a path is in an image, for people. Names of others are escaped. */
final class PathReport {
  private static final int MOST_PROGRAMS = 10;

  /** So many blanks at most are before a line. */
  private static final int DEEPEST = 40;

  private final PrintStream out;

  PathReport(PrintStream out) {
    this.out = out;
  }

  /** All that is known. */
  void print(PathReasons reasons) {
    print(reasons.story());
    print(reasons.kept());
    reasons.owner().ifPresent(owner -> print(owner, reasons.installation()));
    reasons.unread().ifPresent(this::printUnread);
    reasons.programs().ifPresent(this::print);
  }

  /** What the layers did. */
  private void print(PathStory story) {
    out.println(escaped(story.path()) + (story.visible() ? "" : "  is not in the image"));
    for (PathStory.Event event : story.events()) {
      String instruction =
          event.instruction().isEmpty() ? "" : "  " + Printed.of(event.instruction());
      out.println(
          "  "
              + what(event.what())
              + " by layer "
              + event.layer()
              + (event.bytes() > 0 ? ", " + Sizes.text(event.bytes()) : "")
              + instruction);
    }
  }

  private static String what(PathStory.Event.What what) {
    return switch (what) {
      case ADDED -> "added";
      case CHANGED -> "changed";
      case DELETED -> "deleted";
    };
  }

  /** Why kobako kept it. */
  private void print(List<KeptReasons.Step> chain) {
    String indent = "  ";
    for (KeptReasons.Step step : chain) {
      out.println(
          indent + "kept: " + escaped(step.path()) + "  " + Printable.text(step.reason().text()));
      indent = deeper(indent);
    }
  }

  /** Whose it is, and why that is installed. */
  private void print(NamedPackage owner, Optional<Installation> installation) {
    out.println("  of the package " + Printable.text(owner.toString()));
    if (installation.isEmpty()) {
      return;
    }
    List<Installation.Link> chain = installation.get().chain();
    String indent = "    ";
    for (int i = 1; i < chain.size(); i++) {
      int others = chain.get(i - 1).dependants().size() - 1;
      out.println(
          indent
              + (chain.get(i).isWeak() ? "recommended by " : "needed by ")
              + Printable.text(chain.get(i).name().toString())
              + (others == 0 ? "" : " and " + others + " more"));
      indent = deeper(indent);
    }
    out.println(indent + end(installation.get()) + alsoNeeded(chain.getLast()));
  }

  /** Why it can't be known whose it is. */
  private void printUnread(UnreadPackages why) {
    out.println("  " + Printed.of(why.text()));
  }

  /** What was asked for, or lies in the base, may be needed all the same. */
  private static String alsoNeeded(Installation.Link last) {
    List<NamedPackage> dependants = last.dependants();
    if (dependants.isEmpty()) {
      return "";
    }
    String first = "; needed by " + Printable.text(dependants.getFirst().toString());
    return dependants.size() == 1 ? first : first + " and " + (dependants.size() - 1) + " more";
  }

  private static String end(Installation installation) {
    return switch (installation.end()) {
      case ASKED_FOR -> "which was asked for by name, or is a part of the base";
      case NEEDED_BY_NONE -> "which no other package needs";
      case CIRCLE -> "which only packages need that need each other";
    };
  }

  /** Which programs need it. */
  private void print(NeedingPrograms programs) {
    String indent = "  ";
    for (Kept kept : programs.configured()) {
      out.println(
          indent
              + "started with the image: "
              + escaped(kept.path())
              + "  "
              + Printable.text(kept.reason().text()));
      indent = deeper(indent);
    }
    List<ImagePath> others = programs.others();
    if (!others.isEmpty()) {
      out.println(
          "  loaded by "
              + others.stream()
                  .limit(MOST_PROGRAMS)
                  .map(PathReport::escaped)
                  .collect(Collectors.joining(", "))
              + (others.size() > MOST_PROGRAMS
                  ? " and " + (others.size() - MOST_PROGRAMS) + " more programs"
                  : ""));
    }
  }

  /** A chain can be as long as its writer likes. */
  private static String deeper(String indent) {
    return indent.length() < DEEPEST ? indent + "  " : indent;
  }

  private static String escaped(ImagePath path) {
    return Printable.text(path.toString());
  }
}
