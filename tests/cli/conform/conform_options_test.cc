#include "cli/conform/conform_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/conform/conform_progress.h"
#include "cli/help.h"

namespace chefs::cli {
namespace {

using std::chrono::seconds;

TEST(ProgressLine, SaysWhatIsWaitedFor) {
  EXPECT_EQ(progress_line(87, 143, "consumer.delivery.order", "acked: bulk",
                          seconds(12), seconds(45)),
            "87 of 143 cases; waits for consumer.delivery.order: acked: bulk "
            "(12 of 45 s)");
  EXPECT_EQ(progress_line(87, 143, "", "", {}, {}), "87 of 143 cases");
}

TEST(ProgressLine, IsCutToFitATerminal) {
  const std::string line = progress_line(
      87, 143, "consumer.delivery.redelivered-acknowledged",
      "acknowledged: bulk, sealed, meanwhile, after", seconds(12), seconds(45));

  EXPECT_EQ(line.size(), kColumns);
  EXPECT_TRUE(line.ends_with("... (12 of 45 s)")) << line;
}

}  // namespace
}  // namespace chefs::cli
