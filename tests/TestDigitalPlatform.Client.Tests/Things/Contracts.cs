using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Client.Tests.Things;

/// <summary>Names a thing.</summary>
[Id]
public readonly partial record struct ThingId(Guid Value);

/// <summary>What a thing may look like.</summary>
public enum Colour
{
    /// <summary>Red.</summary>
    Red,

    /// <summary>Dark blue.</summary>
    [JsonStringEnumMemberName("dark-blue")]
    DarkBlue,
}

/// <summary>Reads all that an address can carry.</summary>
[Get("/things/{thing}/of/{owner}/{colour}/{name}/{number}"), Allow]
public sealed record ReadThing(
    ThingId Thing, CustomerId Owner, Colour Colour, string Name, int Number, string Text, bool Flag = true)
    : IQuery<Seen>
{
    public string? Note { get; init; }

    public long? Big { get; init; }

    public decimal Amount { get; init; }

    public double Ratio { get; init; }

    public char Letter { get; init; } = 'x';

    public Guid? Bare { get; init; }

    public DateTimeOffset? At { get; init; }

    public DateOnly Day { get; init; }

    public TimeOnly Hour { get; init; }

    public TimeSpan Duration { get; init; }

    public Colour? Other { get; init; }

    public UserId? User { get; init; }

    public byte U8 { get; init; }

    public sbyte S8 { get; init; }

    public short S16 { get; init; }

    public ushort U16 { get; init; }

    public uint U32 { get; init; }

    public ulong U64 { get; init; }

    public float F32 { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    public int[] Numbers { get; init; } = [];

    public IReadOnlyList<Colour> Colours { get; init; } = [];

    /// <summary>Computed, so no service reads it.</summary>
    public int Length => Text.Length;
}

/// <summary>Lists things.</summary>
[Get("/owners/{owner}/things"), Allow]
[Sortable("at")]
public sealed record ListThings(CustomerId Owner) : PageQuery<Thing>
{
    [Filter(Operators.Text | Operators.Null)]
    public Filter<string> Name { get; init; }

    [Filter(Operators.Equal | Operators.NotEqual | Operators.Range)]
    public Filter<DateTimeOffset> At { get; init; }

    [Filter]
    public Filter<Colour> Colour { get; init; }

    [Filter(Operators.Equal | Operators.Null)]
    public Filter<ThingId> Id { get; init; }

    public bool Deep { get; init; }
}

/// <summary>A thing.</summary>
public sealed record Thing(ThingId Id, string Name, Colour Colour, DateTimeOffset At);

/// <summary>Changes a thing in every way that a body can say.</summary>
[Patch("/things/{thing}/of/{owner}"), Allow]
public sealed record ChangeThing(ThingId Thing, string Owner, string Text, int? Number, Place? Place = null)
    : ICommand<Seen>
{
    public required IReadOnlyList<Place> Places { get; init; }

    public IReadOnlyDictionary<string, decimal> Prices { get; init; } = new Dictionary<string, decimal>();

    [JsonPropertyName("when")]
    public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

    public Colour? Colour { get; init; } = Tests.Things.Colour.Red;

    public TimeSpan Duration { get; init; }

    public UserId? User { get; init; }

    [Range(0, double.MaxValue)]
    public double Ratio { get; init; }

    public Widths? Widths { get; init; }

    public byte[] Bytes { get; init; } = [];

    /// <summary>Computed, so no service reads it.</summary>
    public bool HasPlace => Place is not null;
}

/// <summary>Numbers of every width.</summary>
public sealed record Widths(
    byte U8, sbyte S8, short S16, ushort U16, uint U32, ulong U64, float F32);

/// <summary>Where a thing is.</summary>
public sealed record Place(string City, decimal Height, IReadOnlyList<string> Streets);

/// <summary>Takes a thing away: all that it says stands in its path.</summary>
[Delete("/things/{thing}"), Allow]
public sealed record RemoveThing(ThingId Thing) : ICommand;

/// <summary>Does the same to all things, and says nothing more.</summary>
[Post("/things/shake"), Allow]
public sealed record ShakeThings : ICommand;

/// <summary>What the handler saw.</summary>
public sealed record Seen(string Text);
