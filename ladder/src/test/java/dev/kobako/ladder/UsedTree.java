package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.image.Content;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.Closure;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of an image and what runs asked of them, for tests of one family or clean rule. */
final class UsedTree {
  private final MemoryTree.Builder tree = MemoryTree.builder();
  private final TreeMap<ImagePath, Asked> asked = new TreeMap<>();
  private final TreeSet<String> missed = new TreeSet<>();
  private List<String> environment = List.of();

  private UsedTree() {}

  /** A tree with these files, which have a few bytes each. */
  static UsedTree with(String... files) {
    UsedTree used = new UsedTree();
    Arrays.stream(files).forEach(file -> used.file(file, file));
    return used;
  }

  UsedTree file(String path, String text) {
    return put(path, 0644, text.getBytes(StandardCharsets.UTF_8), 0);
  }

  UsedTree file(String path, byte[] bytes) {
    return put(path, 0644, bytes, 0);
  }

  /** A file that may be run; names with the same number above 0 are one file. */
  UsedTree program(String path, long inode) {
    return put(path, 0755, new byte[] {1}, inode);
  }

  UsedTree link(String path, String target) {
    tree.put(ImagePath.of(path), new Entry.Symlink(Attributes.of(0777), target));
    return this;
  }

  /** A folder of another user than root. */
  UsedTree foreign(String folder) {
    tree.put(
        ImagePath.of(folder),
        new Entry.Directory(
            new Attributes(0750, 105, 113, Instant.EPOCH, Collections.emptySortedMap())));
    return this;
  }

  UsedTree environment(String name, String value) {
    environment = List.of(name + "=" + value);
    return this;
  }

  private UsedTree put(String path, int mode, byte[] bytes, long inode) {
    tree.put(
        ImagePath.of(path), new Entry.RegularFile(Attributes.of(mode), Content.of(bytes), inode));
    return this;
  }

  /** Has runs open a file. */
  UsedTree opened(String path) {
    return asked(path, FileCall.Kind.OPEN, "/bin/app");
  }

  /** Has runs open a file by a link. */
  UsedTree openedBy(String link, String path) {
    asked.put(
        ImagePath.of(path), new Asked(link, Set.of(FileCall.Kind.OPEN), true, "/bin/app", true));
    return this;
  }

  /** Has runs only look whether something is there. */
  UsedTree lookedAt(String path) {
    return asked(path, FileCall.Kind.LOOK, "/bin/app");
  }

  /** Has runs ask for something that isn't there. */
  UsedTree missed(String path) {
    missed.add(path);
    return this;
  }

  UsedTree asked(String path, FileCall.Kind kind, String program) {
    asked.put(ImagePath.of(path), new Asked(path, Set.of(kind), true, program, true));
    return this;
  }

  /** What the family keeps beside what was asked for, without folders, sorted. */
  List<String> keptBy(Family family) throws IOException {
    Original original = original();
    Closure closure = new Closure(original.source(), MinimalKeepSet.OPTIONS);
    asked.keySet().forEach(path -> closure.keep(path.toString(), Reason.asked("opened")));
    Set<ImagePath> before = new HashSet<>(closure.paths());
    family.complete(new FamilyView(original, new Wanted(asked, missed), closure, family));
    return closure.keepSet().all().stream()
        .filter(kept -> !(kept.entry() instanceof Entry.Directory))
        .map(Kept::path)
        .filter(path -> !before.contains(path))
        .map(ImagePath::toString)
        .toList();
  }

  /** What is gone once the rule was applied at level clean: files, and folders as one. */
  List<String> removedBy(CleanRule rule) throws IOException {
    Original original = original();
    Cleaned cleaned =
        new Cleaned(original.tree(), original.config(), original.packages(), asked::containsKey);
    rule.clean(cleaned);
    KeepSet all = KeepSet.of(original.tree(), Reason.asked("all"));
    KeepSet rest = cleaned.applyTo(all);
    return all.all().stream()
        .map(Kept::path)
        .filter(path -> rest.at(path).isEmpty())
        .filter(path -> rest.at(path.parent().orElseThrow()).isPresent())
        .map(ImagePath::toString)
        .toList();
  }

  Original original() {
    MemoryTree built = tree.build();
    ImageConfig config = ImageConfig.builder().env(environment).build();
    return new Original(
        "app", ImageAssembly.scratch(config).image(Instant.EPOCH), List.of(), built);
  }
}
