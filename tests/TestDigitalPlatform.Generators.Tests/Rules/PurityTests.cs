namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class PurityTests
{
    [Theory]
    [InlineData("var t = DateTime.Now;", "TDP1018")]
    [InlineData("var t = DateTimeOffset.UtcNow.AddDays(1);", "TDP1018")]
    [InlineData("var t = Environment.TickCount64;", "TDP1018")]
    [InlineData("var t = TimeProvider.System.GetUtcNow();", "TDP1018")]
    [InlineData("var t = System.Diagnostics.Stopwatch.StartNew();", "TDP1018")]
    [InlineData("var g = Guid.NewGuid();", "TDP1019")]
    [InlineData("var n = new Random(7);", "TDP1019")]
    [InlineData("var n = Random.Shared;", "TDP1019")]
    [InlineData("var n = System.Security.Cryptography.RandomNumberGenerator.GetInt32(6);", "TDP1019")]
    [InlineData("Console.WriteLine();", "TDP1020")]
    [InlineData("var v = Environment.GetEnvironmentVariable(\"A\");", "TDP1020")]
    [InlineData("Task.Delay(1);", "TDP1020")]
    [InlineData("Thread.Sleep(1);", "TDP1020")]
    [InlineData("using var http = new System.Net.Http.HttpClient();", "TDP1020")]
    [InlineData("lock (Gate) { }", "TDP1020")]
    [InlineData("count++;", "TDP1021")]
    [InlineData("var c = count;", "TDP1021")]
    [InlineData("Last = 1;", "TDP1021")]
    [InlineData("Known.Add(1);", "TDP1021")]
    [InlineData("Names[1] = \"a\";", "TDP1021")]
    [InlineData("Helper();", "TDP1018")]
    [InlineData("Func<DateTime> f = () => DateTime.UtcNow;", "TDP1018")]
    [InlineData("if (state == \"\") throw new InvalidOperationException(\"Shipped already.\");", "TDP1048")]
    [InlineData("if (state == \"\") throw new Exception();", "TDP1048")]
    [InlineData("if (state == \"\") throw new ValidationException();", "TDP1048")]
    [InlineData("var x = state ?? throw new KeyNotFoundException();", "TDP1048")]
    [InlineData("try { } catch (FormatException unread) { throw unread; }", "TDP1048")]
    [InlineData("try { } catch (FormatException unread) { throw new UnauthorizedAccessException(\"No.\", unread); }", "TDP1048")]
    [InlineData("Func<int> f = () => throw new TimeoutException();", "TDP1048")]
    public async Task Refuses_what_is_no_function_of_the_arguments(string statement, string id) =>
        (await Compiled.Diagnose(Deciding(statement))).Select(d => d.Id).Distinct().ShouldBe([id]);

    [Theory]
    [InlineData("var t = context.Now.UtcDateTime.AddDays(1);")]
    [InlineData("var ok = TimeZoneInfo.TryFindSystemTimeZoneById(\"Etc/UTC\", out var zone);")]
    [InlineData("var g = new Guid(\"019b76a3-b980-7ae9-8c6c-d33c556e234f\");")]
    [InlineData("var list = new List<int>(); list.Add(Known.Count);")]
    [InlineData("var name = Names[1] + Environment.NewLine;")]
    [InlineData("var p = Path.Combine(\"a\", \"b\");")]
    [InlineData("var c = Limit;")]
    [InlineData("throw new ArgumentOutOfRangeException(nameof(command));")]
    [InlineData("if (state == \"\") throw new System.Diagnostics.UnreachableException();")]
    [InlineData("var x = state ?? throw new ArgumentNullException(nameof(state));")]
    [InlineData("var x = state switch { \"a\" => 1, _ => throw new System.ComponentModel.InvalidEnumArgumentException() };")]
    [InlineData("if (state == \"\") throw new NotImplementedException();")]
    [InlineData("try { } catch (FormatException) { throw; }")]
    public async Task Leaves_what_is(string statement) =>
        (await Compiled.Diagnose(Deciding(statement))).ShouldBeEmpty();

    [Fact]
    public async Task Looks_at_whatever_takes_a_context() => (await Compiled.Diagnose("""
        internal sealed record Comment(Guid Id)
        {
            public static Comment On(CommandContext context) => new(Guid.NewGuid());
        }
        """)).ShouldHaveSingleItem().Id.ShouldBe("TDP1019");

    [Fact]
    public async Task Leaves_what_the_handler_does_elsewhere() => (await Compiled.Diagnose(Deciding("") + """
        internal static class Elsewhere
        {
            public static DateTime Now() => DateTime.UtcNow;
        }
        """)).ShouldBeEmpty();

    private static string Deciding(string statement) => $$"""
        [Post("/orders"), Allow]
        public sealed record PlaceOrder : ICommand;

        internal sealed class PlaceOrderHandler(System.Net.Http.HttpClient http) : ICommandHandler<PlaceOrder, string, Nothing>
        {
            private const int Limit = 5;
            private static readonly object Gate = new();
            private static readonly List<int> Known = [];
            private static readonly Dictionary<int, string> Names = [];
            private static int count;

            private static int Last { get; set; }

            public Task<string> Fetch(PlaceOrder command, Db db, CancellationToken cancellationToken) =>
                http.GetStringAsync($"http://elsewhere/{Environment.TickCount}/{NotCalled()}", cancellationToken);

            public static Decision<Nothing> Decide(PlaceOrder command, string state, CommandContext context)
            {
                {{statement}}
                return Decision.Accept();
            }

            private static DateTime Helper() => Deeper();

            private static DateTime Deeper() => DateTime.UtcNow;

            private static Guid NotCalled() { count++; return Gate is null ? Guid.Empty : Guid.NewGuid(); }
        }
        """.Replace("throw new ArgumentOutOfRangeException(nameof(command));\n        return Decision.Accept();", "throw new ArgumentOutOfRangeException(nameof(command));", StringComparison.Ordinal);
}
