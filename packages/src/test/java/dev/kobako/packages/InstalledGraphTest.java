package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InstalledGraphTest {
  private static final int MANY = 200_000;

  @Test
  @Timeout(20)
  void twoThatSayTheSameOfManyNamesTakeNoLongerThanTwoOthers() {
    NamedPackage name = new NamedPackage(Ecosystem.ALPINE, "p", "1");
    // not shared, or lists would be equal at first sight
    List<InstalledNode> same = IntStream.range(0, 2).mapToObj(_ -> node(name)).toList();

    Installation why = new InstalledGraph(same).why(name).orElseThrow();

    assertThat(why.end()).isEqualTo(Installation.End.CIRCLE);
  }

  private static InstalledNode node(NamedPackage name) {
    List<String> names = IntStream.range(0, MANY).mapToObj(i -> "n" + i).toList();
    return new InstalledNode(name, names, names, List.of(), List.of(), false);
  }
}
