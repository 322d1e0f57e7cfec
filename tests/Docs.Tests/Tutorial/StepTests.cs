using Docs.Tests.Pages;

namespace Docs.Tests.Tutorial;

public sealed class StepTests
{
    [Fact]
    public void A_block_is_typed_or_written_where_it_says_and_the_output_after_it_is_its_own()
    {
        var page = new Page("page.md",
            """
            ```bash
            dotnet build
            ```
            ```text
            Build succeeded.
            ```
            ```csharp
            // src/Orders/One.cs
            class One;
            ```
            ```csharp
            var shown = "only";
            ```
            ```sql
            -- src/Orders/Migrations/0001_one.sql
            create table one (id int);
            ```
            """);

        Step.Of(page).Select(step => (step.File, step.Shown?.Text)).ShouldBe(
        [
            (null, "Build succeeded.\n"),
            ("src/Orders/One.cs", null),
            ("src/Orders/Migrations/0001_one.sql", null),
        ]);
    }
}
