package dev.kobako.base;

import dev.kobako.elf.LoaderView;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

/** A tree for whoever reads the loader's configuration: a few small files, each read once. */
record ConfView(Tree tree) implements LoaderView {
  @Override
  public Optional<Found> find(String path) {
    Resolution resolution = tree.resolve(path);
    return resolution.file().map(file -> new ConfFile(resolution.place(), file));
  }

  @Override
  public List<String> names(String directory) {
    Resolution resolution = tree.resolve(directory);
    return resolution.entry().isPresent() ? tree.names(resolution.place()) : List.of();
  }

  private record ConfFile(ImagePath place, Entry.RegularFile file) implements Found {
    @Override
    public String realPath() {
      return place.toString();
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return file.content().openChannel();
    }
  }
}
