package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.check.Scenario;
import dev.kobako.check.Subject;
import dev.kobako.check.Trace;
import dev.kobako.check.Trials;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.DiskOutput;
import dev.kobako.members.JavaModules;
import dev.kobako.members.Member;
import dev.kobako.sandbox.FileCall;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.sandbox.PassingLayers;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds which classes and resources of a Java runtime the checks need. It reads them from one file
 * that is mapped, where no trace sees them; but where {@code lib/modules} is missing it takes them
 * from folders, as when the runtime itself is developed. So the checks are run once with these, and
 * the trace tells. Whether they pass is of no account: what comes of it are hints only.
 */
final class ModulesHints implements Units.Hints {
  /** What a runtime asks for only when it reads its modules from one file. */
  private static final Set<String> OF_ONE_FILE =
      Set.of(
          "java.base/java/lang/module",
          "java.base/java/nio",
          "java.base/java/nio/file",
          "java.base/java/util",
          "java.base/jdk/internal/jimage",
          "java.base/jdk/internal/jimage/decompressor",
          "java.base/jdk/internal/jrtfs",
          "java.base/jdk/internal/loader",
          "java.base/jdk/internal/misc",
          "java.base/jdk/internal/module",
          "java.base/sun/net/www/protocol/jrt");

  private static final Attributes FILE = Attributes.of(0644);

  private final Trials trials;
  private final List<Scenario> scenarios;
  private final Subject whole;
  private final Trials.Limits limits;
  private final Path staging;

  /**
   * @param whole minimal's image
   * @param limits of the run
   * @param staging where a layer is written and removed again
   */
  ModulesHints(
      Trials trials, List<Scenario> scenarios, Subject whole, Trials.Limits limits, Path staging) {
    this.trials = trials;
    this.scenarios = List.copyOf(scenarios);
    this.whole = whole;
    this.limits = limits;
    this.staging = staging;
  }

  @Override
  public Set<ImagePath> asked(MemberFolders folders) throws IOException {
    List<MemberFolders.Holding> all = new ArrayList<>();
    for (MemberFolders.Holding holding : folders.all()) {
      if (holding.file() instanceof JavaModules modules && modules.isPlain()) {
        all.add(holding);
      }
    }
    if (all.isEmpty()) {
      return Set.of();
    }
    MemoryTree exploded = exploded(folders, all);
    Set<ImagePath> opened = opened(exploded);
    Set<ImagePath> asked = new HashSet<>();
    for (MemberFolders.Holding holding : all) {
      for (Member member : holding.file().members()) {
        String name = member.name();
        if (OF_ONE_FILE.contains(name.substring(0, Math.max(0, name.lastIndexOf('/'))))
            || opened.contains(place(holding, member))) {
          asked.add(holding.place(member));
        }
      }
    }
    return asked;
  }

  private MemoryTree exploded(MemberFolders folders, List<MemberFolders.Holding> all)
      throws IOException {
    Set<ImagePath> gone = new HashSet<>();
    all.forEach(each -> gone.add(each.path()));
    MemoryTree.Builder builder = MemoryTree.builder();
    whole
        .tree()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (!gone.contains(path)) {
                builder.put(path, entry);
              }
            });
    for (MemberFolders.Holding holding : all) {
      for (Member member : holding.file().members()) {
        Content content = ExplodedClasses.of(member.name(), folders.content(holding, member));
        builder.put(place(holding, member), new Entry.RegularFile(FILE, content, 0));
      }
    }
    return builder.build();
  }

  /** {@code lib/modules} and {@code modules} have one parent's parent. */
  private static ImagePath place(MemberFolders.Holding holding, Member member) {
    ImagePath home = holding.path().parent().flatMap(ImagePath::parent).orElse(ImagePath.ROOT);
    return ImagePath.of(home.child("modules") + "/" + member.name());
  }

  private Set<ImagePath> opened(MemoryTree exploded) throws IOException {
    Path tar = Files.createTempFile(staging, "exploded", ".tar");
    try (PassingLayers layers = trials.passingLayers()) {
      try (OutputStream out = DiskOutput.stream(tar)) {
        TarWriter.writeDiff(whole.tree(), exploded, TarOptions.keepTimes(), out);
      }
      List<LayerFolders.Unpacked> all = new ArrayList<>(whole.layers());
      all.add(
          layers.of(
              new LayerFolders.Packed(digest(tar), Content.of(tar, Files.size(tar))), List.of()));
      Subject subject = new Subject(whole.name(), all, whole.config(), exploded);
      return opened(trials.run(subject, scenarios, true, limits).trace(), exploded);
    } finally {
      Files.deleteIfExists(tar);
    }
  }

  private static Digest digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digest.sha256(in);
    }
  }

  private static Set<ImagePath> opened(Trace trace, MemoryTree exploded) {
    Set<ImagePath> opened = new HashSet<>();
    for (Asked asked : trace.asked().values()) {
      if (asked.there()
          && asked.kinds().contains(FileCall.Kind.OPEN)
          && TracedPaths.canBe(asked.path())) {
        opened.add(exploded.resolve(asked.path()).place());
      }
    }
    return opened;
  }
}
