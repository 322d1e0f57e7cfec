using TestDigitalPlatform.Generators.Published;

namespace TestDigitalPlatform.Generators.Tests.Rules;

/// <summary>What callers may send, and readers may rely on, stays as wide and as narrow as it was published.</summary>
public sealed class LimitTests
{
    // How a member was declared when it was published, and how it is now.
    public static TheoryData<string, string> Tightened => new()
    {
        { "string Title", "[Length(1, 200)] string Title" },
        { "[Length(1, 200)] string Title", "[Length(1, 100)] string Title" },
        { "[Length(1, 200)] string Title", "[Length(2, 200)] string Title" },
        { "[MaxLength(200)] string Title", "[MaxLength(200), MinLength(1)] string Title" },
        { "[StringLength(200)] string Title", "[StringLength(200, MinimumLength = 3)] string Title" },
        { "[MaxLength(9)] IReadOnlyList<int> Title", "[MaxLength(8)] IReadOnlyList<int> Title" },
        { "[Range(1, 10)] int Title", "[Range(1, 9)] int Title" },
        { "[Range(1, 10)] int Title", "[Range(1, 10, MinimumIsExclusive = true)] int Title" },
        { "[Range(1.5, 10)] double Title", "[Range(1.6, 10)] double Title" },
        { "[Range(0, double.MaxValue)] double Title", "[Range(0, 1e300)] double Title" },
        { "[Range(typeof(decimal), \"0\", \"79228162514264337593543950335\")] decimal Title", "[Range(typeof(decimal), \"0\", \"79228162514264337593543950334\")] decimal Title" },
        { "[Range(typeof(DateOnly), \"2020-01-01\", \"2030-12-31\")] DateOnly Title", "[Range(typeof(DateOnly), \"2020-01-01\", \"2030-12-30\")] DateOnly Title" },
        { "[RegularExpression(\"[a-z]+\")] string Title", "[RegularExpression(\"[a-z]{2,}\")] string Title" },
        { "string? Title = null", "[Required] string? Title = null" },
        { "[Required(AllowEmptyStrings = true)] string Title", "[Required] string Title" },
        { "string Title", "[EmailAddress] string Title" },
        { "[AllowedValues(\"a\", \"b\")] string Title", "[AllowedValues(\"a\")] string Title" },
        { "[DeniedValues(\"a\")] string Title", "[DeniedValues(\"a\", \"b\")] string Title" },
        { "[Even(Step = 2)] int Title", "[Even(Step = 3)] int Title" },
        { "string Title = \"a\"", "string Title = \"b\"" },
        { "int Title = 1", "int Title" },
        { "int? Title = null", "int? Title = 3" },
    };

    public static TheoryData<string, string> Loosened => new()
    {
        { "[Length(1, 200)] string Title", "string Title" },
        { "[Length(1, 200)] string Title", "[Length(0, 201)] string Title" },
        { "[MinLength(1), MaxLength(9)] string Title", "[Length(1, 9)] string Title" },
        { "[Range(1, 10)] int Title", "[Range(0, 10)] int Title" },
        { "[Range(1, 10, MaximumIsExclusive = true)] int Title", "[Range(1, 10)] int Title" },
        { "[Range(1, 10)] int Title", "[Range(0.5, 10.5)] int Title" },
        { "[Range(0, 1e300)] double Title", "[Range(0, double.PositiveInfinity)] double Title" },
        { "[RegularExpression(\"[a-z]+\", ErrorMessage = \"No.\")] string Title", "[RegularExpression(\"[a-z]+\")] string Title" },
        { "[Required] string Title", "string Title" },
        { "[AllowedValues(\"a\")] string Title", "[AllowedValues(\"b\", \"a\")] string Title" },
        { "string Title", "string Title = \"a\"" },
        { "string Title", "string Title, [Length(1, 2)] string? Note = null" },
    };

    [Theory, MemberData(nameof(Tightened))]
    public async Task What_is_sent_may_not_get_narrower(string before, string now) =>
        (await Told(Command(before), Command(now))).ShouldHaveSingleItem($"{before} → {now}");

    [Theory, MemberData(nameof(Loosened))]
    public async Task What_is_sent_may_get_wider(string before, string now) =>
        (await Told(Command(before), Command(now))).ShouldBeEmpty();

    [Theory]
    [InlineData("[Length(1, 200)] string Title", "[Length(1, 201)] string Title")]
    [InlineData("[Length(1, 200)] string Title", "string Title")]
    [InlineData("[Range(0, 100)] int Title", "[Range(-1, 100)] int Title")]
    [InlineData("[RegularExpression(\"[a-z]+\")] string Title", "string Title")]
    public async Task What_is_read_may_not_leave_its_limits(string before, string now)
    {
        (await Told(Answer(before), Answer(now))).ShouldHaveSingleItem();
        (await Told(Event(before), Event(now))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("string Title", "[Length(1, 200)] string Title")]
    [InlineData("[Length(1, 200)] string Title", "[Length(1, 100)] string Title")]
    public async Task What_is_read_may_get_narrower(string before, string now)
    {
        (await Told(Answer(before), Answer(now))).ShouldBeEmpty();
        (await Told(Event(before), Event(now))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sentence_says_what_it_was_and_is() =>
        (await Told(Command("[Length(1, 200)] string Title"), Command("[Length(1, 100)] string Title"))).ShouldBe([
            "'Act' limits 'title' to length 1 to 100 instead of length 1 to 200, but callers rely on the published "
            + "contract: widen it again, or add a new version of the contract next to it",
        ]);

    [Fact]
    public async Task An_order_without_being_asked_for_stays() =>
        (await Told(List("createdAt"), List("-createdAt"))).ShouldHaveSingleItem()
            .ShouldContain("no longer sorts 'first by createdAt' but 'first by -createdAt'");

    [Theory]
    [InlineData("/acts/{title}", "/acts/{title:int}", 1)]
    [InlineData("/acts/{title:int}", "/acts/{title}", 0)]
    [InlineData("/acts/{title:int}", "/acts/{title:long}", 1)]
    public async Task A_path_may_take_more_and_not_less(string before, string now, int breaks) =>
        (await Told(Command("int Title", before), Command("int Title", now))).Length.ShouldBe(breaks);

    [Fact]
    public async Task Values_go_by_their_names_in_json()
    {
        const string named = "[System.Text.Json.Serialization.JsonStringEnumMemberName(\"in-progress\")]";

        (await Told(Command("Colour Title"), Command("Colour Title").Replace("Red,", named + " Red,", StringComparison.Ordinal)))
            .ShouldContain(told => told.Contains("no longer takes 'red'", StringComparison.Ordinal));
    }

    // Files that were written before limits were written down say nothing of them.
    [Fact]
    public async Task What_was_published_without_limits_is_not_held_to_any() =>
        (await Against("command Act takes title string\n", Command("[Length(1, 2)] string Title"))).ShouldBeEmpty();

    private static string Command(string members, string path = "/acts") => $$"""
        [Post("{{path}}"), Allow] public sealed record Act({{members}}) : ICommand;
        public enum Colour { Red, Blue }
        public sealed class EvenAttribute : ValidationAttribute { public int Step { get; init; } }
        """;

    private static string Answer(string members) => $$"""
        [Get("/acts"), Allow] public sealed record Ask : IQuery<Answer>;
        public sealed record Answer({{members}});
        """;

    private static string Event(string members) =>
        $$"""public sealed record Acted({{members}}) : IEvent { string IEvent.Subject => ToString(); }""";

    private static string List(string order) => $$"""
        [Get("/acts"), Allow, Sortable("createdAt", Default = "{{order}}")] public sealed record ListActs : PageQuery<Item>;
        public sealed record Item(Guid Id, DateTimeOffset CreatedAt);
        """;

    private static Task<string[]> Told(string before, string now) => Against(Published(before), now);

    private static async Task<string[]> Against(string published, string now) =>
    [
        .. (await Compiled.DiagnoseContracts(now, new NamedText("/acts/published.txt", published)))
            .Where(d => d.Id is "TDP1030" or "TDP1031").Select(d => d.GetMessage(null)),
    ];

    private static string Published(string source)
    {
        Compiled.Driver().RunGeneratorsAndUpdateCompilation(
            Compiled.Compilation(source), out var output, out _, TestContext.Current.CancellationToken);
        var text = output.Assembly.GetAttributes().Single(
            a => a.AttributeClass!.Name == "AssemblyMetadataAttribute"
                && a.ConstructorArguments[0].Value as string == ContractTextGenerator.Key);
        return (string)text.ConstructorArguments[1].Value!;
    }
}
