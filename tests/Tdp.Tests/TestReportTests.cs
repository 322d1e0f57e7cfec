using Tdp.Testing;

namespace Tdp.Tests;

public sealed class TestReportTests
{
    private readonly List<string> failures = [];
    private readonly ManualTime time = new();

    [Fact]
    public void Counts_how_tests_ended()
    {
        var report = Reading(
            Starting("1", "One"), Message("test-passed", "1"), Message("test-finished", "1"),
            Starting("2", "Two"), Message("test-skipped", "2"), Message("test-finished", "2"),
            Starting("3", "Three"), Failed("3"), Message("test-finished", "3"),
            """{"$type":"test-assembly-finished","TestsTotal":3}""");

        report.Tally.ShouldBe(new Tally(Passed: 1, Failed: 1, Skipped: 1));
        report.IsComplete.ShouldBeTrue();
        report.InFlight.ShouldBeEmpty();
    }

    [Fact]
    public void Tells_a_failure_with_its_cause_as_soon_as_it_happens()
    {
        Reading(Starting("3", "Three"), Failed("3"));

        var failure = failures.ShouldHaveSingleItem();
        failure.ShouldStartWith("Three");
        failure.ShouldContain("System.InvalidOperationException: outer");
        failure.ShouldContain("caused by System.Exception: inner");
        failure.ShouldContain("at Three.cs:1");
    }

    [Fact]
    public void Tells_a_failure_whose_text_has_control_characters()
    {
        Reading(Starting("3", "Three"), Failed("3").Replace("inner", "in\0\u001Bner", StringComparison.Ordinal));

        failures.ShouldHaveSingleItem().ShouldContain("System.Exception: in\uFFFD\uFFFDner");
    }

    [Fact]
    public void Knows_what_was_running_when_the_process_ended_early()
    {
        var report = Reading(
            Starting("1", "One"), Starting("2", "Two"), Message("test-passed", "1"), Message("test-finished", "1"));

        report.IsComplete.ShouldBeFalse();
        report.InFlight.ShouldBe(["Two"]);
    }

    [Theory]
    [InlineData("test-class-cleanup-failure")]
    [InlineData("test-assembly-cleanup-failure")]
    [InlineData("error-message")]
    public void Counts_what_fails_outside_of_a_test(string type)
    {
        var report = Reading(
            $$"""{"$type":"{{type}}","ExceptionTypes":["System.Exception"],"Messages":["late"],"StackTraces":[]}""");

        report.Tally.Failed.ShouldBe(1);
        failures.ShouldHaveSingleItem().ShouldContain("late");
    }

    [Fact]
    public void Keeps_what_tests_wrote_themselves()
    {
        var report = Reading("hello", "Unhandled exception. System.Exception: boom");

        report.OtherOutput.ShouldBe(["hello", "Unhandled exception. System.Exception: boom"]);
        report.Tally.ShouldBe(default);
    }

    [Fact]
    public void A_project_that_goes_on_saying_something_is_not_silent_however_long_it_takes()
    {
        var report = Reading();

        for (var test = 0; test < 100; test++)
        {
            report.Read(Starting($"{test}", "Short"));
            time.Advance(TimeSpan.FromSeconds(50));
            report.Read(Message("test-finished", $"{test}"));
        }

        report.Silence.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_test_that_hangs_is_silent_while_others_go_on()
    {
        var report = Reading(Starting("1", "Hangs"));

        time.Advance(TimeSpan.FromSeconds(400));
        report.Read(Starting("2", "Other"));

        report.Silence.ShouldBe(TimeSpan.FromSeconds(400));
    }

    [Fact]
    public void A_test_that_writes_something_gives_a_sign()
    {
        var report = Reading(Starting("1", "Long"));

        time.Advance(TimeSpan.FromSeconds(400));
        report.Read(Message("test-output", "1"));
        time.Advance(TimeSpan.FromSeconds(10));

        report.Silence.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_project_that_never_starts_a_test_is_silent()
    {
        var report = Reading();

        time.Advance(TimeSpan.FromSeconds(700));

        report.Silence.ShouldBe(TimeSpan.FromSeconds(700));
    }

    [Theory]
    [InlineData(3, 0, 0, "3 passed, 0 failed")]
    [InlineData(3, 1, 2, "3 passed, 1 failed, 2 skipped")]
    public void The_sum_reads_as_scripts_expect_it(int passed, int failed, int skipped, string line) =>
        new Tally(passed, failed, skipped).ToString().ShouldBe(line);

    private TestReport Reading(params string[] lines)
    {
        var report = new TestReport(failures.Add, time);
        foreach (var line in lines)
            report.Read(line);

        return report;
    }

    private static string Message(string type, string id) => $$"""{"$type":"{{type}}","TestUniqueID":"{{id}}"}""";

    private static string Starting(string id, string name) =>
        $$"""{"$type":"test-starting","TestUniqueID":"{{id}}","TestDisplayName":"{{name}}"}""";

    private static string Failed(string id) =>
        $$"""
        {"$type":"test-failed","TestUniqueID":"{{id}}",
         "ExceptionTypes":["System.InvalidOperationException","System.Exception"],
         "Messages":["outer","inner"],
         "StackTraces":["at Three.cs:1",null]}
        """.ReplaceLineEndings("");
}
