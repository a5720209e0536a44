package dev.kobako.report;

import dev.kobako.image.Layer;
import dev.kobako.tree.Entry;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.LayerPassage;
import dev.kobako.tree.LayerReplay;
import dev.kobako.tree.Origin;
import dev.kobako.tree.TarLimits;
import dev.kobako.tree.TarMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A layer after it has passed: its members in their order. The content of each file is a {@link
 * Shipment}.
 */
record ScannedLayer(String name, List<TarMember> members) {
  ScannedLayer {
    members = List.copyOf(members);
  }

  /** Reads a layer, once. */
  static ScannedLayer of(Layer layer, int number, ScanAllowance allowance) throws IOException {
    List<TarMember> members = new ArrayList<>();
    FileProbe probe = new FileProbe(allowance.keptBytes());
    String name = LayerPassage.name(layer);
    LayerPassage.read(
        layer,
        TarLimits.DEFAULT,
        (member, bytes) -> {
          allowance.take(name, member);
          members.add(seen(member, number, probe, bytes));
        });
    return new ScannedLayer(name, members);
  }

  /** Applies it as the layer with a number. */
  void apply(int number, LayerReplay replay, IntFunction<LayerObserver> observers) {
    replay.apply(members, name, new Origin(number, ""), observers.apply(number));
  }

  /** Of all its files. */
  long bytes() {
    return members.stream().mapToLong(ScannedLayer::bytes).sum();
  }

  /** Of a regular file; 0 of everything else, a further name of a file too. */
  static long bytes(TarMember member) {
    Shipment shipment = shipment(member);
    return shipment == null ? 0 : shipment.size();
  }

  /** What a regular file ships; null for everything else, a further name of a file too. */
  static @Nullable Shipment shipment(TarMember member) {
    return member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file)
        ? (Shipment) file.content()
        : null;
  }

  private static TarMember seen(
      TarMember member, int number, FileProbe probe, LayerPassage.PassingBytes bytes)
      throws IOException {
    if (!(member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file))) {
      return member;
    }
    Shipment shipment = probe.look(member.name(), file.content().size(), number, bytes);
    Entry entry = new Entry.RegularFile(file.attributes(), shipment, 0);
    return new TarMember(member.name(), new TarMember.Item.Placed(entry), member.offset());
  }
}
