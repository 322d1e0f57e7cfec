using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Tests;

/// <summary>Names, texts and attributes of a team's that generated code might not expect: it compiles all the same.</summary>
public sealed class OddCodeTests
{
    [Fact]
    public void Words_of_CSharp_are_names() => Compiled.Generated("""
        namespace Acme.@event.@class;

        [Id] public readonly partial record struct @object(Guid Value);
        [Id] public readonly partial record struct @record(Guid Value);
        public static partial class @namespace { [Id] public readonly partial record struct @file(Guid Value); }
        public enum @enum { @new, @default }
        public sealed class @is : ValidationAttribute { public int @in { get; init; } }
        public sealed record @struct(@object Id, string @event, @enum @operator) { public required int @return { get; init; } }

        [Post("/things/{class}/acts"), Allow]
        public sealed record DoThing(@object @class, @enum @event = @enum.@default, [@is(@in = 2)] string? @string = "a") : ICommand
        {
            public required int @int { get; init; }
            public string? @field { get; init; } = "b";
            [@is(@in = 3)] public string? @value { get; init; }
        }

        [Get("/things/{params}"), Allow, Sortable("event", "operator")]
        public sealed record ListThings(@object @params) : PageQuery<@struct>
        {
            [Filter] public Filter<@enum> @case { get; init; }
            [Filter] public Filter<string> @event { get; init; }
            public string? @this { get; init; }
            public string[] @base { get; init; } = [];
        }

        internal sealed class @throw(@struct @in) : ICommandHandler<DoThing, @struct, Nothing>
        {
            public Task<@struct> Fetch(DoThing command, Db db, CancellationToken cancellationToken) => Task.FromResult(@in);
            public static Decision<Nothing> Decide(DoThing command, @struct state, CommandContext context) => Decision.Accept();
        }

        internal sealed class @void : IQueryHandler<ListThings, Page<@struct>>
        {
            public Task<Page<@struct>> Fetch(ListThings query, Db db, CancellationToken cancellationToken) =>
                db.Page<@struct>("select id, event, operator, return, case from thing", query, cancellationToken);
        }
        """).ShouldContain("static command => command.@class.ToString()");

    // What a team calls its own hides what we mean wherever a name does not begin at the root.
    [Theory]
    [InlineData("System")]
    [InlineData("Task")]
    [InlineData("TestDigitalPlatform")]
    [InlineData("Microsoft")]
    [InlineData("Generated")]
    [InlineData("Hosting")]
    public void Namespaces_may_be_called_as_ours(string space) => Compiled.Generated($$"""
        using T = System.Threading.Tasks;
        using A = System.ComponentModel.DataAnnotations;
        namespace Acme.{{space}};

        [TestDigitalPlatform.Id] public readonly partial record struct Guid(global::System.Guid Value);
        public sealed record String(Guid Id, string Equal, global::System.DateTimeOffset At);
        public enum Operation { Open }

        [TestDigitalPlatform.Get("/strings/{string}"), TestDigitalPlatform.Allow, TestDigitalPlatform.Sortable("at")]
        public sealed record Operations(Guid String, Operation Reader = Operation.Open) : TestDigitalPlatform.PageQuery<String>
        {
            [TestDigitalPlatform.Filter] public TestDigitalPlatform.Filter<Operation> Operation { get; init; }
        }

        internal sealed class GeneratedPlatform : TestDigitalPlatform.IQueryHandler<Operations, TestDigitalPlatform.Page<String>>
        {
            public T.Task<TestDigitalPlatform.Page<String>> Fetch(Operations query, TestDigitalPlatform.Db db, global::System.Threading.CancellationToken token) =>
                db.Page<String>("select id, equal, at from string", query, token);
        }
        """.Replace("[TestDigitalPlatform.", "[global::TestDigitalPlatform.", StringComparison.Ordinal)
            .Replace(" TestDigitalPlatform.", " global::TestDigitalPlatform.", StringComparison.Ordinal)
            .Replace("<TestDigitalPlatform.", "<global::TestDigitalPlatform.", StringComparison.Ordinal))
        .ShouldContain("OperationsOperation");

    [Fact]
    public void Names_that_differ_in_case_only_have_files_of_their_own() => Compiled.Generated("""
        namespace Acme
        {
            [Id] public readonly partial record struct OrderId(Guid Value);
            [Id] public readonly partial record struct Orderid(Guid Value);
            namespace Orders { [Id] public readonly partial record struct Key(Guid Value); }
            namespace ORDERS { [Id] public readonly partial record struct Key(Guid Value); }
        }
        """).ShouldContain("Acme.Orderid.2.Id.g.cs");

    [Fact]
    public void Names_of_any_script_are_names() => Compiled.Generated("""
        namespace Заказы;

        [Id] public readonly partial record struct Größe(Guid Value);
        public sealed record 注文(Größe Id, string Ünïted);

        [Get("/größen/{größe}"), Allow]
        public sealed record HoleGröße(Größe Größe) : IQuery<注文>;

        internal sealed class HoleGrößeHandler : IQueryHandler<HoleGröße, 注文>
        {
            public Task<注文> Fetch(HoleGröße query, Db db, CancellationToken cancellationToken) =>
                db.One<注文>($"select id, ünïted from größe where id = {query.Größe}", cancellationToken);
        }
        """).ShouldContain("HoleGrößeOperation");

    [Theory]
    [InlineData("Obsolete", "")]
    [InlineData("Obsolete(\"Use another.\")", "")]
    [InlineData("Obsolete(\"Use another.\", true)", "[Obsolete] ")]
    [InlineData("System.Diagnostics.CodeAnalysis.Experimental(\"ACME1\")", "")]
    public void What_is_obsolete_or_an_experiment_is_served(string attribute, string ofTheTeam) => Compiled.Generated($$"""
        #pragma warning disable CS0612, CS0618, ACME1

        [{{attribute}}] [Id] public readonly partial record struct ThingId(Guid Value);
        {{ofTheTeam}}public enum Colour { [{{attribute}}] Red, Blue }
        [{{attribute}}] public sealed record Thing(ThingId Id, Colour Colour);
        [{{attribute}}] public sealed record ThingDone([property: {{attribute}}] string Name) : IEvent { string IEvent.Subject => ToString(); }

        [{{attribute}}]
        [Get("/things/{id}"), Allow, Sortable("colour"), Cached(typeof(ThingDone))]
        public sealed record ListThings(ThingId Id) : PageQuery<Thing>
        {
            [Filter] public Filter<Colour> Colour { get; init; }
            [{{attribute}}] public string? Name { get; init; } = "a";
        }

        [{{attribute}}]
        internal sealed class ListThingsHandler(TimeProvider time) : IQueryHandler<ListThings, Page<Thing>>
        {
            public Task<Page<Thing>> Fetch(ListThings query, Db db, CancellationToken cancellationToken) =>
                db.Page<Thing>($"select id, colour from thing where at = {time.GetUtcNow()}", query, cancellationToken);
        }

        [{{attribute}}]
        [Post("/things"), Allow]
        public sealed record DoThing(Colour Colour = Colour.Red, [property: {{attribute}}] string? Note = null) : ICommand;

        [{{attribute}}]
        internal sealed class DoThingHandler : ICommandHandler<DoThing, Nothing>
        {
            public static Decision<Nothing> Decide(DoThing command, CommandContext context) => Decision.Accept();
        }
        """).ShouldContain("DoThingOperation");

    [Fact]
    public void Texts_stay_texts() => Compiled.Generated("""
        namespace Acme.Orders;

        public sealed class TellAttribute(params object?[] given) : ValidationAttribute { public IReadOnlyList<object?> Given => given; }

        [Get("/a/<b>&*/\n#error\u2028#error \"/{id:int}"), Allow]
        public sealed record GetThing(
            int Id,
            [RegularExpression("^\"\"\"{\\u2028\u2028\r\n\0}$", ErrorMessage = "*/ {0} \"\"\" \ud800")] string Text = "\"\"\" { } \u2028 \0 \ud800 */",
            [Tell('\'', (byte)1, (short)-1, long.MinValue, double.NaN, float.NegativeInfinity, null, typeof(List<>), new[] { "a\nb" })] char Letter = '\'',
            char Line = '\u2028', double Not = double.NaN, double Zero = -0.0, float Big = float.MaxValue, long Least = long.MinValue,
            ulong Most = ulong.MaxValue, decimal Exact = decimal.MinValue, decimal Cent = 0.010m, sbyte Small = -128,
            Days Days = Days.Mon | Days.Tue, Days Other = (Days)(-8), Days? None = null, int? Some = 3, DateTimeOffset At = default) : IQuery<int>;

        [Flags] public enum Days { None = 0, Mon = 1, Tue = 2, All = -1 }

        internal sealed class GetThingHandler : IQueryHandler<GetThing, int>
        {
            public Task<int> Fetch(GetThing query, Db db, CancellationToken cancellationToken) => Task.FromResult(1);
        }
        """).ShouldContain("letterValue = '\\'';");

    // Each would give code that does not compile, in a file that the team can't change: it is told where it is written.
    [Theory]
    [InlineData("TDP1008", "[Id] file readonly partial record struct OrderId(Guid Value);")]
    [InlineData("TDP1008", "[Id] public partial record Order(Guid Value);")]
    [InlineData("TDP1008", "[Id] public readonly partial record struct OrderId(Guid Value) { public override string ToString() => \"\"; }")]
    [InlineData("TDP1008", "[Id] public readonly partial record struct OrderId(Guid Value) { public static OrderId From(Guid value) => new(value); }")]
    [InlineData("TDP1013", "[Post(\"/a\"), Allow] public sealed record Act(string Url, string URL) : ICommand;" + ActHandler)]
    [InlineData("TDP1013", "[Post(\"/a\"), Allow] public sealed record Act(string Name) : ICommand { public string? name { get; init; } }" + ActHandler)]
    [InlineData("TDP1015", "file static class Own { internal sealed class H : IQueryHandler<Ask, int> { " + Fetch + " } }" + Ask)]
    [InlineData("TDP1015", "internal sealed class H(out int x) : IQueryHandler<Ask, int> { " + Fetch + " }" + Ask)]
    [InlineData("TDP1015", "internal sealed class H(params string[] x) : IQueryHandler<Ask, int> { " + Fetch + " }" + Ask)]
    [InlineData("TDP1015", "internal sealed class H : IQueryHandler<Ask, int> { public required string Name { get; init; } " + Fetch + " }" + Ask)]
    [InlineData("TDP1015", "internal sealed class H : IQueryHandler<Ask, int> { public H(string a) { } public H(Uri b) { } " + Fetch + " }" + Ask)]
    public async Task What_generated_code_can_not_name_is_told_where_it_is_written(string id, string source)
    {
        var (driver, compilation) = (Compiled.Driver(), Compiled.Compilation(source));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);

        output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error && IsGenerated(d)).ShouldBeEmpty();
        (await Compiled.Told(output)).ShouldContain(id);
    }

    private const string Fetch = "public Task<int> Fetch(Ask query, Db db, CancellationToken token) => Task.FromResult(1);";
    private const string Ask = " [Get(\"/a\"), Allow] public sealed record Ask : IQuery<int>;";
    private const string ActHandler =
        " internal sealed class H : ICommandHandler<Act, Nothing> { public static Decision<Nothing> Decide(Act c, CommandContext x) => Decision.Accept(); }";

    private static bool IsGenerated(Diagnostic told) =>
        told.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
