using System.Globalization;
using System.Text.Json;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>What a service writes, it reads back, at the ends of each type and under any culture.</summary>
public sealed class RoundTripTests
{
    // To the microsecond, as columns hold them.
    private static readonly DateTimeOffset LastInstant = DateTimeOffset.MaxValue.AddTicks(-9);
    private static readonly TimeOnly LastTime = new(TimeOnly.MaxValue.Ticks - 9);
    private static readonly TimeSpan ShortestDuration = new(long.MinValue + 8);
    private static readonly TimeSpan LongestDuration = new(long.MaxValue - 7);

    public static TheoryData<EveryValue> Extremes =>
    [
        new EveryValue
        {
            Flag = true, Letter = '\uFFFD', Tiny = sbyte.MinValue, Small = byte.MaxValue, Short = short.MinValue,
            UShort = ushort.MaxValue, Whole = int.MinValue, UWhole = uint.MaxValue, Long = long.MinValue,
            ULong = ulong.MaxValue, Single = float.MinValue, Double = double.MinValue, Decimal = decimal.MinValue,
            Uuid = Guid.AllBitsSet, Thing = new ThingId(Guid.Empty), Customer = CustomerId.Parse("acme"),
            At = DateTimeOffset.MinValue, Day = DateOnly.MinValue, Time = TimeOnly.MinValue,
            Duration = ShortestDuration, Stage = Stage.InProgress, Bytes = [0xFB, 0xFF, 0xFE], Text = "a,b&c=d+e%20\t😀",
            Maybe = int.MaxValue,
        },
        new EveryValue
        {
            Letter = '\u0001', Tiny = sbyte.MaxValue, Short = short.MaxValue, Whole = int.MaxValue,
            Long = long.MaxValue, Single = float.Epsilon, Double = double.Epsilon,
            Decimal = 0.0000000000000000000000000001m, At = LastInstant, Day = DateOnly.MaxValue,
            Time = LastTime, Duration = LongestDuration, Stage = Stage.Done, Text = "é",
        },
        new EveryValue
        {
            Single = float.MaxValue, Double = double.MaxValue, Decimal = decimal.MaxValue,
            At = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(-14)).AddMicroseconds(1), Duration = TimeSpan.FromMicroseconds(-1),
            Bytes = [], Text = "",
        },
    ];

    [Theory]
    [MemberData(nameof(Extremes), DisableDiscoveryEnumeration = true)]
    public void A_body_is_read_as_it_is_written(EveryValue values)
    {
        using var culture = new OtherCulture();
        var json = JsonSerializer.Serialize(values, PlatformJson.Options);

        var command = Requests.Bind(TakeEverythingOperation.Bind, Requests.Body(
            json[..^1] + $$""","inner":{{json}},"items":[{{json}}]}"""));

        Json(command).ShouldBe(json);
        Json(command.Inner!).ShouldBe(json);
        Json(command.Items[0]).ShouldBe(json);
    }

    [Theory]
    [MemberData(nameof(Extremes), DisableDiscoveryEnumeration = true)]
    public void An_address_is_read_as_it_is_written(EveryValue values)
    {
        using var culture = new OtherCulture();
        var json = JsonSerializer.Serialize(values, PlatformJson.Options);
        using var document = JsonDocument.Parse(json);
        var query = string.Join('&', document.RootElement.EnumerateObject()
            .Where(p => p.Value.ValueKind is not JsonValueKind.Null)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value.ValueKind is JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText())}"));

        var read = Requests.Bind(ReadEverythingOperation.Bind, Requests.Query("?" + query));

        Json(read).ShouldBe(json);
    }

    [Fact]
    public void Maps_are_read_as_they_are_written_whatever_their_keys_are()
    {
        var command = new TakeEverything
        {
            ByUuid = new() { [Guid.AllBitsSet] = 1 }, ByStage = new() { [Stage.InProgress] = 1 },
            ByCustomer = new() { [CustomerId.Parse("acme")] = 1 }, ByThing = new() { [new ThingId(Guid.AllBitsSet)] = 1 },
            ByDay = new() { [DateOnly.MaxValue] = 1 }, ByTime = new() { [LastTime] = 1 },
            ByDuration = new() { [ShortestDuration] = 1 }, ByInstant = new() { [LastInstant] = 1 },
            ByWhole = new() { [int.MinValue] = 1 }, ByDecimal = new() { [-1.5m] = 1 },
            ByLetter = new() { ['é'] = 1 },
        };
        var json = JsonSerializer.Serialize(command, PlatformJson.Options);

        var read = Requests.Bind(TakeEverythingOperation.Bind, Requests.Body(json));

        JsonSerializer.Serialize(read, PlatformJson.Options).ShouldBe(json);
    }

    private static string Json(EveryValue values)
    {
        var copy = new EveryValue();
        foreach (var property in typeof(EveryValue).GetProperties())
            property.SetValue(copy, property.GetValue(values));
        return JsonSerializer.Serialize(copy, PlatformJson.Options);
    }

    // Commas for points, another sign, other separators of times.
    private sealed class OtherCulture : IDisposable
    {
        private readonly CultureInfo before = CultureInfo.CurrentCulture;

        internal OtherCulture()
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            culture.DateTimeFormat.TimeSeparator = ".";
            culture.DateTimeFormat.DateSeparator = "/";
            CultureInfo.CurrentCulture = culture;
        }

        public void Dispose() => CultureInfo.CurrentCulture = before;
    }
}
