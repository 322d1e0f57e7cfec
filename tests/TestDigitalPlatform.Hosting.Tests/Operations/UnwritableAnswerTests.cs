using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Hosting.Limits;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Tests.Operations;

/// <summary>A row that JSON can't carry fails its answer, and says which value of which row it is.</summary>
public sealed class UnwritableAnswerTests
{
    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public async Task The_operator_is_told_where_the_value_stands(double value, string shown)
    {
        var page = new Page<Measure>([new Measure("a", 1, null), new Measure("b", 2, [1, value])], null, null);

        var failure = await Should.ThrowAsync<UnwritableAnswerException>(() => Write(new DefaultHttpContext(), page));

        failure.Reason.ShouldBe($"Page`1.items[1].more[1] is {shown}.");
    }

    [Fact]
    public async Task The_caller_is_told_that_it_is_no_fault_of_theirs_and_the_log_says_why()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var log = new Lines();
        var failure = await Should.ThrowAsync<UnwritableAnswerException>(
            () => Write(context, new Measure("a", double.NaN, null)));

        await ProblemOfException.Write(context, failure, log);

        context.Response.StatusCode.ShouldBe(500);
        context.Response.Body.Position = 0;
        using var problem = await JsonDocument.ParseAsync(
            context.Response.Body, cancellationToken: TestContext.Current.CancellationToken);
        problem.RootElement.GetProperty("code").GetString().ShouldBe("answer_not_writable");
        log.Told.ShouldBe([(2070, "GET (null): the answer can't be written as JSON: Measure.value is NaN.")]);
    }

    [Fact]
    public async Task The_next_answer_is_written_from_a_clean_start()
    {
        await Should.ThrowAsync<UnwritableAnswerException>(
            () => Write(new DefaultHttpContext(), new Measure("a", double.NaN, null)));
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await Write(context, new Measure("b", 1, null));

        context.Response.ContentLength.ShouldBe("""{"name":"b","value":1,"more":null}""".Length);
    }

    private static async Task Write<T>(HttpContext context, T answer)
    {
        context.Request.Method = "GET";
        var options = new PlatformOptions();
        var transfers = new Transfers(options, MemoryLimits.Of(options), NullLogger<Transfers>.Instance);
        var json = JsonAnswer.Make(
            answer, (JsonTypeInfo<T>)PlatformJson.Options.GetTypeInfo(typeof(T)), transfers, context);
        await Reply.Of(json).Send(context, transfers);
    }

    internal sealed record Measure(string Name, double Value, IReadOnlyList<double>? More);

    private sealed class Lines : ILogger
    {
        internal List<(int Id, string Text)> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Told.Add((eventId.Id, formatter(state, exception)));
    }
}
