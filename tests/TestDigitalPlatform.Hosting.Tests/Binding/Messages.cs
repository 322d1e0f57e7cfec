using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

[Id] public readonly partial record struct ThingId(Guid Value);

public enum Colour { DarkRed, Blue }

public sealed record ThingSummary(ThingId Id, string Title, DateTimeOffset MadeAt);

/// <summary>A list with each kind of filter.</summary>
[Get("/things"), Allow, Sortable("madeAt", "title")]
public sealed record ListThings : PageQuery<ThingSummary>
{
    [Filter] public Filter<Colour> Colour { get; init; } = Filter.Is(Binding.Colour.Blue);
    [Filter(Operators.Text)] public Filter<string> Title { get; init; }
    [Filter(Operators.Range | Operators.Null)] public Filter<DateTimeOffset> MadeAt { get; init; }
    [Filter(Operators.Equal | Operators.NotEqual)] public Filter<int> Size { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = ["kept"];
}

/// <summary>A query with a value of each type.</summary>
[Get("/things/{thing}/values/{customer}"), Allow]
public sealed record ReadValues(
    ThingId Thing,
    CustomerId Customer,
    int Whole,
    string? Text = "unsent",
    decimal? Amount = null,
    double Ratio = 0.5,
    bool Flag = true,
    Colour Colour = Colour.DarkRed,
    DateTimeOffset? At = null,
    DateOnly? Day = null,
    TimeSpan? Duration = null,
    Guid? Bare = null,
    [MaxLength(2)] int[]? Sizes = null) : IQuery<Nothing>;

public sealed record Line(
    [Required, Length(1, 5)] string Article, [property: Range(1, 9)] int Amount, Colour? Colour = null);

public sealed record Address(string City, IReadOnlyList<Line> Lines, DateTimeOffset? Since = null);

/// <summary>A command with each kind of rule.</summary>
[Post("/things/{thing}"), Allow]
public sealed record ChangeThing(
    ThingId Thing,
    [Required, Length(2, 10)] string Title,
    string? Note,
    [Range(1, 5)] int Priority,
    Colour Colour = Colour.Blue,
    Address? Address = null,
    [EmailAddress] string? Email = null) : ICommand
{
    public string Free { get; init; } = "unsent";
    [AllowedValues(1L, 2L, 3L)] public long Step { get; init; } = 2;
    [NotTitle] public string? Other { get; init; }
    public DateTimeOffset? At { get; init; }
    public Dictionary<string, int> Numbers { get; init; } = new() { ["a"] = 1 };
    public Dictionary<string, Line> Named { get; init; } = [];
    public double Ratio { get; init; }
    public CustomerId? Customer { get; init; }
    public ThingId? Part { get; init; }
    public bool Flag { get; init; }
}

/// <summary>A rule that looks at the whole message.</summary>
public sealed class NotTitleAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string text && text == ((ChangeThing)validationContext.ObjectInstance).Title
            ? new ValidationResult("other must differ from title")
            : null;
}

/// <summary>A command without a body.</summary>
[Delete("/things/{thing}"), Allow]
public sealed record RemoveThing(ThingId Thing) : ICommand;

/// <summary>A command whose body may be left out.</summary>
[Post("/things"), Allow]
public sealed record MakeThing(string Title = "untitled") : ICommand;

internal sealed class ListThingsHandler : IQueryHandler<ListThings, Page<ThingSummary>>
{
    public Task<Page<ThingSummary>> Fetch(ListThings query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, title, made_at from thing", query, cancellationToken);
}

internal sealed class ReadValuesHandler : IQueryHandler<ReadValues, Nothing>
{
    public Task<Nothing> Fetch(ReadValues query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(default(Nothing));
}

internal sealed class ChangeThingHandler : ICommandHandler<ChangeThing, Nothing>
{
    public static Decision<Nothing> Decide(ChangeThing command, CommandContext context) => Decision.Accept();
}

internal sealed class RemoveThingHandler : ICommandHandler<RemoveThing, Nothing>
{
    public static Decision<Nothing> Decide(RemoveThing command, CommandContext context) => Decision.Accept();
}

internal sealed class MakeThingHandler : ICommandHandler<MakeThing, Nothing>
{
    public static Decision<Nothing> Decide(MakeThing command, CommandContext context) => Decision.Accept();
}
