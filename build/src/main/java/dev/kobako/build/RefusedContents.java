package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.DiskOutput;
import dev.kobako.image.StagedFile;
import dev.kobako.sandbox.RefusedFiles;
import dev.kobako.tree.Entry;
import dev.kobako.tree.HostFolder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.TarMember;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of files that their owner, who builds, may not read: a context can have files of
 * mode 0000, and BuildKit, being root, copies them. They are copied, all at once when the first of
 * them is asked for. Safe for use by many threads.
 */
final class RefusedContents {
  private final HostFolder folder;
  private final Path place;
  private final List<ImagePath> wanted = new ArrayList<>();
  private final Map<ImagePath, Content> copies = new HashMap<>();

  /**
   * @param folder that has the files
   * @param place for the copies, which go when the JVM ends
   */
  RefusedContents(HostFolder folder, Path place) {
    this.folder = folder;
    this.place = place;
  }

  /** Has a file copied with the first one that is asked for, if it may not be read. */
  synchronized void want(ImagePath path) {
    wanted.add(path);
  }

  /**
   * The content of a file.
   *
   * @param refusal what came of opening it
   * @throws AccessDeniedException that refusal, where there is no other way to read it either
   */
  synchronized Content of(ImagePath path, AccessDeniedException refusal) throws IOException {
    if (!copies.containsKey(path)) {
      wanted.add(path);
      copy(refusal);
    }
    Content copy = copies.get(path);
    if (copy == null) {
      throw refusal;
    }
    return copy;
  }

  private void copy(AccessDeniedException refusal) throws IOException {
    List<String> paths =
        wanted.stream()
            .distinct()
            .sorted()
            .filter(path -> !Files.isReadable(folder.path(path)))
            .map(path -> "." + path)
            .toList();
    wanted.clear();
    StagedFile.sweep(place);
    Path tar = StagedFile.create(place).path();
    try (OutputStream out = DiskOutput.open(tar)) {
      if (!RefusedFiles.pack(folder.path(ImagePath.ROOT), paths, out)) {
        throw refusal;
      }
    }
    try (TarReader reader = new TarReader(Content.of(tar, Files.size(tar)), tar.toString())) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        if (member.get().item() instanceof TarMember.Item.Placed(Entry.RegularFile file)) {
          copies.put(ImagePath.of(member.get().name().substring(1)), file.content());
        }
      }
    }
  }
}
