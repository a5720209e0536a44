package dev.kobako.report;

import dev.kobako.tree.Entry;
import dev.kobako.tree.TarMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of a layer's tar would not be there without some files, or without their ends. */
final class TarCuts {
  private static final int BLOCK = 512;

  /** The longest name that needs no header of its own. */
  private static final int SHORT = 100;

  private TarCuts() {}

  /**
   * A part of a tar.
   *
   * @param from the first byte
   * @param to the first byte behind it
   */
  record Cut(long from, long to) {
    long length() {
      return to - from;
    }
  }

  /**
   * The parts, in their order.
   *
   * @param cuts of each file how many of its last bytes go
   */
  static List<Cut> of(ScannedLayer layer, Map<Shipment, Long> cuts) {
    List<Cut> all = new ArrayList<>();
    List<TarMember> members = layer.members();
    for (int i = 0; i < members.size(); i++) {
      TarMember member = members.get(i);
      Shipment file = shipment(member);
      Long gone = file == null ? null : cuts.get(file);
      if (file != null && gone != null) {
        long end = i + 1 < members.size() ? members.get(i + 1).offset() : end(member, file.size());
        long length =
            gone == file.size()
                ? end - member.offset()
                : padded(file.size()) - padded(file.size() - gone);
        add(all, new Cut(end - length, end));
      }
    }
    return all;
  }

  private static void add(List<Cut> all, Cut next) {
    if (next.length() <= 0) {
      return;
    }
    if (!all.isEmpty() && all.getLast().to() == next.from()) {
      all.add(new Cut(all.removeLast().from(), next.to()));
    } else {
      all.add(next);
    }
  }

  private static @Nullable Shipment shipment(TarMember member) {
    return member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file)
            && file.content() instanceof Shipment shipment
        ? shipment
        : null;
  }

  /** Where the last member ends: nothing behind it says so. */
  private static long end(TarMember member, long size) {
    int headers = member.name().length() <= SHORT ? 1 : 3;
    return member.offset() + (long) headers * BLOCK + padded(size);
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
