using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Service.Tests.Carriers;

/// <summary>Names a carrier.</summary>
[Id]
public readonly partial record struct CarrierId(Guid Value);

/// <summary>An enum over something else than int.</summary>
public enum CarrierKind : byte
{
    /// <summary>The first.</summary>
    None = 0,

    /// <summary>In between.</summary>
    InBetween = 127,

    /// <summary>The last.</summary>
    Last = 255,
}

/// <summary>What a column of JSON holds.</summary>
public sealed record CarrierDetail([Length(0, 100)] string Name, double Value, IReadOnlyList<long> Numbers);

/// <summary>One value of each type.</summary>
public sealed record Carrier(
    CarrierId Id, bool Flag, byte Tiny, sbyte Minus, short Small, ushort UnsignedSmall, int Whole, uint UnsignedWhole,
    long Large, ulong UnsignedLarge, float Ratio, double Real, decimal Amount, char Letter, string Text, string Fixed,
    string Brief, CarrierKind Kind, DateTimeOffset At, DateTimeOffset Local, DateOnly Day, TimeOnly Clock, TimeSpan Lasting,
    byte[] Bytes, int[] Numbers, string[] Texts, CarrierDetail Detail, CarrierDetail Plain, DateTimeOffset? Maybe);

/// <summary>Stores one value of each type.</summary>
[Post("/carriers"), Allow, ForCustomer]
public sealed record CarryValues(
    bool Flag, byte Tiny, sbyte Minus, short Small, ushort UnsignedSmall, int Whole, uint UnsignedWhole, long Large,
    ulong UnsignedLarge, float Ratio, double Real, decimal Amount, char Letter, [Length(0, 1000)] string Text,
    [Length(0, 5)] string Fixed, [Length(0, 10)] string Brief, CarrierKind Kind, DateTimeOffset At, DateTimeOffset Local,
    DateOnly Day, TimeOnly Clock, TimeSpan Lasting, [MaxLength(100)] byte[] Bytes, [MaxLength(10)] int[] Numbers,
    [MaxLength(10)] string[] Texts, CarrierDetail Detail, CarrierDetail Plain, DateTimeOffset? Maybe = null)
    : ICommand<CarrierId>;

/// <summary>Reads one value of each type.</summary>
[Get("/carriers/{carrier}"), Allow]
public sealed record GetCarrier(CarrierId Carrier) : IQuery<Carrier>;

/// <summary>Lists values, by each type that has an order.</summary>
[Get("/carriers"), Allow]
[Sortable(
    "whole", "flag", "tiny", "minus", "small", "unsignedSmall", "unsignedWhole", "large", "unsignedLarge", "ratio",
    "real", "amount", "letter", "text", "fixed", "brief", "kind", "at", "local", "day", "clock", "lasting")]
public sealed record ListCarriers : PageQuery<Carrier>
{
    /// <summary>By flag.</summary>
    [Filter] public Filter<bool> Flag { get; init; }

    /// <summary>By byte.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<byte> Tiny { get; init; }

    /// <summary>By signed byte.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<sbyte> Minus { get; init; }

    /// <summary>By brief.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<short> Small { get; init; }

    /// <summary>By unsigned brief.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<ushort> UnsignedSmall { get; init; }

    /// <summary>By int.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<int> Whole { get; init; }

    /// <summary>By unsigned int.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<uint> UnsignedWhole { get; init; }

    /// <summary>By long.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<long> Large { get; init; }

    /// <summary>By unsigned long.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<ulong> UnsignedLarge { get; init; }

    /// <summary>By float.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<float> Ratio { get; init; }

    /// <summary>By double.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<double> Real { get; init; }

    /// <summary>By decimal.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<decimal> Amount { get; init; }

    /// <summary>By character.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<char> Letter { get; init; }

    /// <summary>By text.</summary>
    [Filter(Operators.Text | Operators.Range)] public Filter<string> Text { get; init; }

    /// <summary>By text of fixed length.</summary>
    [Filter(Operators.Text | Operators.Range)] public Filter<string> Fixed { get; init; }

    /// <summary>By short text.</summary>
    [Filter(Operators.Text | Operators.Range)] public Filter<string> Brief { get; init; }

    /// <summary>By enum.</summary>
    [Filter] public Filter<CarrierKind> Kind { get; init; }

    /// <summary>By instant.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<DateTimeOffset> At { get; init; }

    /// <summary>By instant without a zone.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<DateTimeOffset> Local { get; init; }

    /// <summary>By day.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<DateOnly> Day { get; init; }

    /// <summary>By time of day.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<TimeOnly> Clock { get; init; }

    /// <summary>By duration.</summary>
    [Filter(Operators.Equal | Operators.Range)] public Filter<TimeSpan> Lasting { get; init; }

    /// <summary>By what may have no value.</summary>
    [Filter(Operators.Equal | Operators.NotEqual | Operators.Range | Operators.Null)]
    public Filter<DateTimeOffset> Maybe { get; init; }
}
