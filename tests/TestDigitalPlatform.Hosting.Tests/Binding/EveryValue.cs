using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

public enum Stage
{
    Open,
    [JsonStringEnumMemberName("in-progress")] InProgress,
    Done,
    Closed = Done,
}

#pragma warning disable CA1720 // Named after the types that they have.
/// <summary>A value of each type that an address can carry too.</summary>
public record EveryValue
{
    public bool Flag { get; init; }
    public char Letter { get; init; } = 'a';
    public sbyte Tiny { get; init; }
    public byte Small { get; init; }
    public short Short { get; init; }
    public ushort UShort { get; init; }
    public int Whole { get; init; }
    public uint UWhole { get; init; }
    public long Long { get; init; }
    public ulong ULong { get; init; }
    public float Single { get; init; }
    public double Double { get; init; }
    public decimal Decimal { get; init; }
    public Guid Uuid { get; init; }
    public ThingId Thing { get; init; }
    public CustomerId? Customer { get; init; }
    public DateTimeOffset At { get; init; }
    public DateOnly Day { get; init; }
    public TimeOnly Time { get; init; }
    public TimeSpan Duration { get; init; }
    public Stage Stage { get; init; }
    public byte[] Bytes { get; init; } = [];
    public string Text { get; init; } = "";
    public string? Note { get; init; }
    public int? Maybe { get; init; }

    [Range(1, 10)] public decimal OneToTen { get; init; } = 1;
    [Range(0, 10_000)] public long RangedLong { get; init; }
    [Range(0, 10_000)] public double RangedDouble { get; init; }
    [Range(0, 10_000)] public decimal? RangedMaybe { get; init; }
    [Range(0.1, 0.9)] public float RangedSingle { get; init; } = 0.5f;
    [Range(0.1, 0.9)] public decimal RangedTenths { get; init; } = 0.5m;
    [Range(0, double.MaxValue)] public decimal Positive { get; init; }
    [Range(0, double.MaxValue)] public ulong PositiveULong { get; init; }
    [Range(-5, 300)] public byte WiderThanItself { get; init; }
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)] public decimal Within { get; init; } = 0.5m;
    [Range(typeof(decimal), "0.5", "79228162514264337593543950335")] public decimal Typed { get; init; } = 1;
    [Range(typeof(DateOnly), "2020-01-01", "2030-12-31")] public DateOnly RangedDay { get; init; } = new(2025, 1, 1);
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan RangedDuration { get; init; } = new(1, 0, 0);
    [Range(typeof(DateTimeOffset), "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    public DateTimeOffset RangedAt { get; init; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Percent] public decimal Percent { get; init; }
    [AllowedValues(1, 2)] public long Listed { get; init; } = 1;
    [Length(2, 3)] public string Sized { get; init; } = "ab";
    [StringLength(3)] public string? Short3 { get; init; }
    [Length(2, 3)] public byte[] SizedBytes { get; init; } = [1, 2];
}

/// <summary>A rule that a team derives.</summary>
public sealed class PercentAttribute() : RangeAttribute(0, 100);

/// <summary>The same values, themselves and within.</summary>
[Post("/everything"), Allow]
public sealed record TakeEverything : EveryValue, ICommand
{
    public Parts? Inner { get; init; }
    public IReadOnlyList<Parts> Items { get; init; } = [];
    public IReadOnlyDictionary<string, Parts> Map { get; init; } = new Dictionary<string, Parts>();
    public IReadOnlyList<string> Texts { get; init; } = [];
    public IReadOnlyList<string?>? Gaps { get; init; }
    public double[] Numbers { get; init; } = [];
    public ISet<int> Set { get; init; } = new HashSet<int>();
    public Dictionary<Guid, int> ByUuid { get; init; } = [];
    public Dictionary<Stage, int> ByStage { get; init; } = [];
    public Dictionary<CustomerId, int> ByCustomer { get; init; } = [];
    public Dictionary<ThingId, int> ByThing { get; init; } = [];
    public Dictionary<DateOnly, int> ByDay { get; init; } = [];
    public Dictionary<TimeOnly, int> ByTime { get; init; } = [];
    public Dictionary<TimeSpan, int> ByDuration { get; init; } = [];
    public Dictionary<DateTimeOffset, int> ByInstant { get; init; } = [];
    public Dictionary<int, int> ByWhole { get; init; } = [];
    public Dictionary<decimal, int> ByDecimal { get; init; } = [];
    public Dictionary<char, int> ByLetter { get; init; } = [];
    public JsonElement? Any { get; init; }
    public Figure? Figure { get; init; }
    public IReadOnlyList<Figure> Figures { get; init; } = [];
    [Length(1, 2)] public IReadOnlyDictionary<string, int>? SizedMap { get; init; }
    [MaxLength(2)] public HashSet<int>? SizedSet { get; init; }
    [Range(1, 5)] public IReadOnlyList<int>? RangedItems { get; init; }
}

public sealed record Parts : EveryValue
{
    public Parts? Deeper { get; init; }
    public IReadOnlyList<string> Texts { get; init; } = [];
    public double[] Numbers { get; init; } = [];
    public Figure? Figure { get; init; }
    public int Computed => Whole + 1;
}

[JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Square), "square")]
public abstract record Figure;

public sealed record Circle([property: Range(1, 10)] decimal Radius) : Figure;

public sealed record Square([property: Length(1, 3)] string Name, double Side = 1) : Figure;

/// <summary>What has to be said, also where it may be null.</summary>
[Post("/needs"), Allow]
public sealed record TakeNeed([Required, MaxLength(5)] string? Name, Need? Inner = null) : ICommand
{
    [Required] public int? Count { get; init; }
}

public sealed record Need([Required, MaxLength(5)] string? Name)
{
    [Required] public int? Count { get; init; }
}

/// <summary>The same values in an address.</summary>
[Get("/everything"), Allow]
public sealed record ReadEverything : EveryValue, IQuery<Nothing>
{
    [Range(1, 5)] public int[] RangedItems { get; init; } = [];
}

/// <summary>Values of a path.</summary>
[Get("/routes/{number}/{at}/{stage}/{text}"), Allow]
public sealed record ReadRoute([property: Range(1, 10)] decimal Number, DateTimeOffset At, Stage Stage, string Text)
    : IQuery<Nothing>;

/// <summary>Filters with limits.</summary>
[Get("/ranged-things"), Allow, Sortable("madeAt")]
public sealed record ListRanged : PageQuery<ThingSummary>
{
    [Filter(Operators.Equal | Operators.Range), Range(0, 10_000)] public Filter<decimal> Price { get; init; }
    [Filter(Operators.Equal | Operators.Text), Length(2, 3)] public Filter<string> Title { get; init; }
    [Filter(Operators.Equal | Operators.Range)] public Filter<DateTimeOffset> MadeAt { get; init; }
    [Filter] public Filter<Stage> Stage { get; init; }
}

internal sealed class TakeEverythingHandler : ICommandHandler<TakeEverything, Nothing>
{
    public static Decision<Nothing> Decide(TakeEverything command, CommandContext context) => Decision.Accept();
}

internal sealed class TakeNeedHandler : ICommandHandler<TakeNeed, Nothing>
{
    public static Decision<Nothing> Decide(TakeNeed command, CommandContext context) => Decision.Accept();
}

internal sealed class ReadEverythingHandler : IQueryHandler<ReadEverything, Nothing>
{
    public Task<Nothing> Fetch(ReadEverything query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(default(Nothing));
}

internal sealed class ReadRouteHandler : IQueryHandler<ReadRoute, Nothing>
{
    public Task<Nothing> Fetch(ReadRoute query, Db db, CancellationToken cancellationToken) =>
        Task.FromResult(default(Nothing));
}

internal sealed class ListRangedHandler : IQueryHandler<ListRanged, Page<ThingSummary>>
{
    public Task<Page<ThingSummary>> Fetch(ListRanged query, Db db, CancellationToken cancellationToken) =>
        db.Page("select id, title, made_at from thing", query, cancellationToken);
}
