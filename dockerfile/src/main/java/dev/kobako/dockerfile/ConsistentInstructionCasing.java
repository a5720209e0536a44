package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All keywords are in capitals, or all in small letters, whichever most of them are. */
final class ConsistentInstructionCasing implements BuildCheck {
  @Override
  public String name() {
    return "ConsistentInstructionCasing";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    int lower = 0;
    int upper = 0;
    for (Statement statement : statements(file)) {
      String keyword = file.keyword(statement);
      if (isLower(keyword)) {
        lower++;
      } else if (isUpper(keyword)) {
        upper++;
      }
    }
    for (Statement statement : statements(file)) {
      String keyword = file.keyword(statement);
      if (lower > upper ? !isLower(keyword) : !isUpper(keyword)) {
        findings.add(
            statement,
            "the keyword '%s' is not in %s as most are"
                .formatted(keyword, lower > upper ? "small letters" : "capitals"));
      }
    }
  }

  /** ARGs before the first FROM don't count. */
  private static List<Statement> statements(CheckedFile file) {
    List<Statement> all = new ArrayList<>();
    for (CheckedFile.Stage stage : file.stages()) {
      all.add(stage.from().statement());
      stage.instructions().forEach(each -> all.add(each.statement()));
    }
    return all;
  }

  private static boolean isLower(String keyword) {
    return keyword.equals(keyword.toLowerCase(Locale.ROOT));
  }

  private static boolean isUpper(String keyword) {
    return keyword.equals(keyword.toUpperCase(Locale.ROOT));
  }
}
