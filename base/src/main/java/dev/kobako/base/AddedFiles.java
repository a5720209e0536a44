package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Puts the user's own files into a base. */
final class AddedFiles {
  private static final int OF_THE_SOURCE = -1;
  private static final int TEXT_MODE = 0644;
  private static final ImagePath OWN_CERTIFICATES =
      ImagePath.of("/usr/local/share/ca-certificates");

  private final MemoryTree base;
  private final MemoryTree.Builder builder;
  private final Instant time;
  private final List<MadeTree.Made> made = new ArrayList<>();

  private AddedFiles(MadeTree base, Instant time) {
    this.base = base.tree();
    this.builder = MemoryTree.builder().putAll(base.tree());
    this.time = time;
  }

  /**
   * The packages with those files that installing them takes up: certificates of the user's own,
   * which go into the bundle.
   */
  static UnpackedPackages beforehand(
      UnpackedPackages unpacked, List<BaseRequest.AddedFile> files, Instant time) {
    List<BaseRequest.AddedFile> taken =
        files.stream()
            .filter(file -> ImagePath.of(file.target()).startsWith(OWN_CERTIFICATES))
            .toList();
    MadeTree tree = on(new MadeTree(unpacked.tree(), List.of()), taken, time);
    return new UnpackedPackages(tree.tree(), unpacked.packages());
  }

  /**
   * The tree with the files on top. Links on the way to a target are followed inside the tree.
   *
   * @throws KobakoException usage, where a file is not there or its target can't be
   */
  static MadeTree on(MadeTree base, List<BaseRequest.AddedFile> files, Instant time) {
    if (files.isEmpty()) {
      return base;
    }
    AddedFiles work = new AddedFiles(base, time);
    files.forEach(work::add);
    List<MadeTree.Made> all = new ArrayList<>(base.made());
    all.addAll(work.made);
    return new MadeTree(work.builder.build(), all, base.dropped(), base.notes());
  }

  private void add(BaseRequest.AddedFile file) {
    ImagePath target = place(file.target());
    switch (file.source()) {
      case BaseRequest.AddedFile.Source.Text(String text) -> {
        int mode = file.mode() == OF_THE_SOURCE ? TEXT_MODE : file.mode();
        put(
            target,
            new Entry.RegularFile(
                owned(Attributes.of(mode), file),
                Content.of(text.getBytes(StandardCharsets.UTF_8)),
                0));
      }
      case BaseRequest.AddedFile.Source.Host(Path path) -> copy(file, path, target);
    }
    made.add(new MadeTree.Made(target, "added file"));
  }

  private void copy(BaseRequest.AddedFile file, Path path, ImagePath target) {
    if (Files.isDirectory(path)) {
      String folder = target.isRoot() ? "" : target.toString();
      HostTree.of(path)
          .walk(
              ImagePath.ROOT,
              (each, entry) ->
                  put(each.isRoot() ? target : ImagePath.of(folder + each), added(entry, file)));
    } else {
      put(target, added(named(path, file.target()), file));
    }
  }

  /** A file that is named itself; where that is a link, what it leads to. */
  private static Entry named(Path path, String target) {
    try {
      Path real = path.toRealPath();
      Path folder = Objects.requireNonNull(real.getParent(), "no file is the root");
      return HostTree.of(folder)
          .entry(ImagePath.ROOT.child(String.valueOf(real.getFileName())))
          .orElseThrow(() -> new NoSuchFileException(path.toString()));
    } catch (NoSuchFileException _) {
      throw KobakoException.usage(
          Diagnostic.of(
              path.toString(),
              "is not there, and should go to " + target,
              "check the name; it is relative to the file that names it"));
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(
              path.toString(),
              "can't be read: " + e.getMessage(),
              "see that you may read the file and the folders that it is in"),
          e);
    }
  }

  /** Hard links of the host become files of their own: inode numbers are those of one tree only. */
  private Entry added(Entry entry, BaseRequest.AddedFile file) {
    Attributes attributes = owned(entry.attributes(), file);
    if (!(entry instanceof Entry.RegularFile regular)) {
      return entry.withAttributes(attributes);
    }
    return new Entry.RegularFile(
        file.mode() == OF_THE_SOURCE ? attributes : attributes.withMode(file.mode()),
        regular.content(),
        0);
  }

  private Attributes owned(Attributes attributes, BaseRequest.AddedFile file) {
    return attributes.withOwner((int) file.uid(), (int) file.gid()).withMtime(time);
  }

  private ImagePath place(String target) {
    ImagePath path = ImagePath.of(target);
    Resolution folder = base.resolve(path.parent().orElse(ImagePath.ROOT));
    return path.isRoot() || folder.entry().isEmpty() ? path : folder.place().child(path.name());
  }

  private void put(ImagePath place, Entry entry) {
    try {
      builder.put(place, entry);
    } catch (IllegalArgumentException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              place.toString(),
              "can't be added to the base: " + e.getMessage(),
              "name a target whose folders are folders in the base"));
    }
  }
}
