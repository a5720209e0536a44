package dev.kobako.report;

import dev.kobako.tree.TarMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
   * Which of several lists of cuts ask for the end of a file.
   *
   * @param list the number of the list
   * @param bytes how many of the file's last ones go
   */
  record Ask(int list, long bytes) {}

  /** Who asks for what, by file: so that the members of a layer are gone through but once. */
  static Map<Shipment, List<Ask>> asks(List<Candidate> candidates) {
    Map<Shipment, List<Ask>> asks = new HashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      int list = i;
      candidates
          .get(i)
          .cuts()
          .forEach((file, bytes) ->
              asks.computeIfAbsent(file, _ -> new ArrayList<>(2)).add(new Ask(list, bytes)));
    }
    return asks;
  }

  /** The parts of a layer, in their order: as many lists of them as there are. */
  static List<List<Cut>> of(ScannedLayer layer, Map<Shipment, List<Ask>> asks, int lists) {
    List<List<Cut>> all = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      all.add(new ArrayList<>(0));
    }
    List<TarMember> members = layer.members();
    for (int i = 0; i < members.size(); i++) {
      TarMember member = members.get(i);
      Shipment file = ScannedLayer.shipment(member);
      List<Ask> wanted = file == null ? null : asks.get(file);
      if (file != null && wanted != null) {
        long end = i + 1 < members.size() ? members.get(i + 1).offset() : end(member, file.size());
        for (Ask ask : wanted) {
          long length =
              ask.bytes == file.size()
                  ? end - member.offset()
                  : padded(file.size()) - padded(file.size() - ask.bytes);
          add(all.get(ask.list), new Cut(end - length, end));
        }
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

  /** Where the last member ends: nothing behind it says so. */
  private static long end(TarMember member, long size) {
    int headers = member.name().length() <= SHORT ? 1 : 3;
    return member.offset() + (long) headers * BLOCK + padded(size);
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
