package dev.kobako.report;

import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How something came to a path of an image: what the layers did to it.
 *
 * @param path where the asked path leads to in the end, through links
 * @param visible whether something is there in the end
 * @param events what happened at the path, in order; none where no layer names it
 */
public record PathStory(ImagePath path, boolean visible, List<Event> events) {
  /** Something that a layer did; the instruction is without secrets. */
  public record Event(int layer, String instruction, What what, long bytes) {
    /** What a layer can do. */
    public enum What {
      /** It put an entry where there was none. */
      ADDED,
      /** It put another one, or the same again. */
      CHANGED,
      /** It took the entry away. */
      DELETED
    }
  }

  public PathStory {
    events = List.copyOf(events);
  }

  /**
   * The tree of an image, of whose layers nothing but headers is read.
   *
   * @throws IOException if a layer can't be read
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a layer is damaged or the image
   *     has more entries than can be held in memory
   */
  public static MemoryTree tree(List<LayerTar> layers) throws IOException {
    ScanAllowance allowance = new ScanAllowance(ScanAllowance.MOST_ENTRIES);
    return LayeredTree.observed(
        layers, LayerStack.LIMITS, layer -> new Counter(layers.get(layer).name(), allowance));
  }

  /**
   * Reads the headers of an image's layers once more, and tells the story of a path.
   *
   * @param tree what they come to
   * @param asked absolute; links in it are followed inside the image
   * @throws IOException if a layer can't be read
   */
  public static PathStory of(List<LayerTar> layers, MemoryTree tree, String asked)
      throws IOException {
    ImagePath path = tree.resolve(asked).place();
    List<Event> events = new ArrayList<>();
    LayeredTree.observed(
        layers,
        LayerStack.LIMITS,
        layer -> {
          String instruction = SecretSearch.masked(layers.get(layer).instruction());
          return new Watcher(path, layer, instruction, events);
        });
    return new PathStory(path, tree.entry(path).isPresent(), events);
  }

  /** Counts the entries of one layer with those of the others. */
  private record Counter(String layer, ScanAllowance allowance) implements LayerObserver {
    @Override
    public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
      allowance.take(layer, path.get().name(), entry);
    }

    @Override
    public void gone(Supplier<ImagePath> path, Entry entry) {
      // it was counted when it came
    }
  }

  /** Notes what one layer does at the path. */
  private record Watcher(ImagePath watched, int layer, String instruction, List<Event> events)
      implements LayerObserver {
    @Override
    public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
      note(path, before == null ? Event.What.ADDED : Event.What.CHANGED, entry);
    }

    @Override
    public void gone(Supplier<ImagePath> path, Entry entry) {
      note(path, Event.What.DELETED, entry);
    }

    private void note(Supplier<ImagePath> path, Event.What what, Entry entry) {
      if (path.get().equals(watched)) {
        long bytes = entry instanceof Entry.RegularFile file ? file.content().size() : 0;
        events.add(new Event(layer, instruction, what, bytes));
      }
    }
  }
}
