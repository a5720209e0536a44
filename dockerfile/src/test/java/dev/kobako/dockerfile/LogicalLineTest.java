package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogicalLineTest {
  private static SyntaxTree tree(String text) {
    return SyntaxTree.parse(new SourceText("Dockerfile", text));
  }

  @Test
  void aLineOfAStatementIsWhatTheParserMadeOfItWhateverContinuesIt() {
    for (String text :
        List.of(
            "FROM a\nRUN b \\\n  # why\n\n  c\nCMD d",
            "# escape=`\r\nFROM a\r\n  RUN b `\r\n c`\r\n\r\nCMD [\"d\"]\r\n",
            "FROM a\nRUN <<E <<F b \\\n c\nx\nE\ny\nF\nRUN e\\\\\n",
            "\ufeffFROM a\nRUN b \\\n")) {
      SyntaxTree tree = tree(text);
      for (Statement statement : tree.statements()) {
        assertThat(LogicalLine.of(tree, statement).text()).isEqualTo(statement.original());
      }
    }
  }

  @Test
  void aCharacterOfTheLineIsFoundInTheFileAndBack() {
    String text = "FROM a\nRUN one \\\n  # two\n  three \\\n four\nCMD five";
    SyntaxTree tree = tree(text);
    LogicalLine line = LogicalLine.of(tree, tree.statements().get(1));
    for (String word : List.of("RUN", "one", "three", "four")) {
      int index = line.text().indexOf(word);
      Span span = line.span(index, index + word.length());
      assertThat(tree.source().text(span)).isEqualTo(word);
      assertThat(line.index(span.start())).isEqualTo(index);
    }
    assertThat(text.substring(line.next())).isEqualTo("CMD five");
  }
}
