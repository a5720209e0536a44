package dev.kobako.report;

import dev.kobako.image.Image;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.Resolution;
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
  /** Something that a layer did. */
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
   * Reads the layers of an image once, and tells the story of a path.
   *
   * @param asked absolute; links in it are followed inside the image
   * @throws IOException if a layer can't be read
   */
  public static PathStory of(Image image, String asked) throws IOException {
    LayerStack stack = LayerStack.of(image);
    Resolution resolution = stack.tree().resolve(asked);
    ImagePath path = resolution.place();
    List<Event> events = new ArrayList<>();
    stack.replay(layer -> new Watcher(path, layer, stack.instruction(layer), events));
    return new PathStory(path, stack.tree().entry(path).isPresent(), events);
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
