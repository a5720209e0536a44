package dev.kobako.cli;

import dev.kobako.packages.Installation;
import dev.kobako.packages.NamedPackage;
import dev.kobako.report.NeedingPrograms;
import dev.kobako.report.PathStory;
import dev.kobako.report.UnreadPackages;
import dev.kobako.slim.KeptReasons;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of why a path is in an image.
 *
 * @param kept the chain of reasons, nearest first, where kobako made the image; else empty
 * @param owner the package whose it is
 * @param installation why that is installed, where its ecosystem tells
 * @param unread that a database of packages is there and was not read
 * @param programs who needs it; empty where kobako made the image
 */
record PathReasons(
    PathStory story,
    List<KeptReasons.Step> kept,
    Optional<NamedPackage> owner,
    Optional<Installation> installation,
    Optional<UnreadPackages> unread,
    Optional<NeedingPrograms> programs) {
  PathReasons {
    kept = List.copyOf(kept);
  }

  /** Of a path at which nothing is in the end. */
  static PathReasons ofAbsent(PathStory story) {
    return new PathReasons(
        story, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
