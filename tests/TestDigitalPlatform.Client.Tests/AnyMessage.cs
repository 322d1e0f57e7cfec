using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>Messages that say all sorts of things that a request can carry.</summary>
internal static class AnyMessage
{
    private static readonly Gen<string> Text = Gen.Elements(
        "a", "", " ", "Straße 1", "a,b", ",", "50% & more", "+", "a+b", "?=#", "\"quoted\"", "back\\slash", "naïve 😀",
        "日本", "..", "%2C", "%", "line\nbreak\ttab", "true", "null", "{}", "<b>", "'");

    // A path has no place for an empty part, for dots alone or for a slash.
    private static readonly Gen<string> PathText = Text.Where(t => t is not ("" or ".."));

    private static readonly Gen<int> Number = Gen.Elements(0, 1, -1, 42, int.MaxValue, int.MinValue);
    private static readonly Gen<decimal> Amount = Gen.Elements(0m, 1.50m, -0.01m, 79228162514264337593543950335m);
    private static readonly Gen<double> Ratio = Gen.Elements(0d, 0.1, 1e300, double.MaxValue, 5e-324, 123456789.123);
    private static readonly Gen<Widths> Widths = Gen.Elements(
        new Widths(0, 0, 0, 0, 0, 0, 0),
        new Widths(byte.MaxValue, sbyte.MaxValue, short.MaxValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue, float.MaxValue),
        new Widths(1, sbyte.MinValue, short.MinValue, 2, 3, 9_007_199_254_740_993, float.Epsilon));

    private static readonly Gen<byte[]> Bytes = Gen.Elements([], new byte[] { 0 }, [255, 254, 62, 63], [1, 2, 3]);
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);
    private static readonly Gen<char> Letter = Gen.Elements('a', '&', 'é', '+', '"', ',', '\\');
    private static readonly Gen<Guid> Bare = Gen.Elements(
        Guid.Empty, Guid.AllBitsSet, Guid.Parse("019b76a3-0000-7000-8000-000000000001"));

    private static readonly Gen<ThingId> Thing = Bare.Select(ThingId.From);
    private static readonly Gen<Colour> Colours = Gen.Elements(Enum.GetValues<Colour>());
    private static readonly Gen<CustomerId> Owner =
        Gen.Elements(CustomerId.Parse("acme"), CustomerId.Parse("globex-2"));

    private static readonly Gen<UserId> User = Gen.Elements(UserId.Parse("ann"), UserId.Parse("acme-user-1"));

    private static readonly Gen<TimeSpan> Duration = Gen.Elements(
        TimeSpan.Zero, TimeSpan.FromMicroseconds(1), new(3, 4, 5, 6), -TimeSpan.FromHours(1));

    private static readonly Gen<DateTimeOffset> At = Gen.Elements(
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMicroseconds(123_456), DateTimeOffset.MaxValue.AddTicks(-9),
        DateTimeOffset.MinValue,
        new(2026, 11, 22, 13, 25, 0, TimeSpan.FromHours(5.5)), new(2026, 2, 1, 0, 0, 0, TimeSpan.FromHours(-11)));

    internal static readonly Gen<ReadThing> ReadThing =
        from route in
            from thing in Thing
            from owner in Owner
            from colour in Colours
            from name in PathText
            from number in Number
            select (thing, owner, colour, name, number)
        from text in Text
        from flag in Flag
        from note in Maybe(Text)
        from bare in MaybeValue(Bare)
        from at in MaybeValue(At)
        from values in
            from amount in Amount
            from ratio in Ratio
            from letter in Letter
            from duration in Duration
            from other in MaybeValue(Colours)
            from user in MaybeValue(User)
            from big in MaybeValue(Gen.Elements(long.MinValue, 0, long.MaxValue))
            select (amount, ratio, letter, duration, other, user, big)
        from widths in Widths
        from words in Text.ListOf()
        from numbers in Number.ArrayOf()
        from colours in Colours.ListOf()
        select new ReadThing(route.thing, route.owner, route.colour, route.name, route.number, text, flag)
        {
            Note = note, Bare = bare, At = at, Amount = values.amount, Ratio = values.ratio, Letter = values.letter,
            Duration = values.duration, Other = values.other, User = values.user, Big = values.big,
            Day = DateOnly.FromDateTime((at ?? default).Date), Hour = TimeOnly.FromTimeSpan((at ?? default).TimeOfDay),
            U8 = widths.U8, S8 = widths.S8, S16 = widths.S16, U16 = widths.U16,
            U32 = widths.U32, U64 = widths.U64, F32 = widths.F32,
            Words = words.Take(50).ToList(), Numbers = numbers.Take(50).ToArray(), Colours = colours.Take(50).ToList(),
        };

    internal static readonly Gen<ListThings> ListThings =
        from owner in Owner
        from paging in
            from limit in Gen.Elements(1, PageQuery<Thing>.DefaultLimit, 500)
            from after in Maybe(Gen.Elements("cursor+/=", "a&b"))
            from sort in Maybe(Gen.Elements("at", "-at"))
            from count in Flag
            select (limit, after, sort, count)
        from name in AnyFilter(
            Text, Operators.Equal, Operators.NotEqual, Operators.Contains, Operators.StartsWith, Operators.Null)
        from at in AnyFilter(
            At, Operators.Equal, Operators.NotEqual, Operators.AtLeast, Operators.AtMost, Operators.GreaterThan,
            Operators.LessThan)
        from colour in AnyFilter(Colours, Operators.Equal)
        from id in AnyFilter(Thing, Operators.Equal, Operators.Null)
        from deep in Flag
        select new ListThings(owner)
        {
            Limit = paging.limit, After = paging.after, Sort = paging.sort, Count = paging.count,
            Name = name, At = at, Colour = colour, Id = id, Deep = deep,
        };

    private static readonly Gen<Place> Places =
        from city in Text
        from height in Amount
        from streets in Text.ListOf()
        select new Place(city, height, streets.ToList());

    internal static readonly Gen<ChangeThing> ChangeThing =
        from thing in Thing
        from owner in PathText
        from text in Text
        from number in MaybeValue(Number)
        from place in Maybe(Places)
        from places in Places.ListOf()
        from prices in Amount.ListOf()
        from at in At
        from colour in MaybeValue(Colours)
        from duration in Duration
        from user in MaybeValue(User)
        from ratio in Ratio
        from widths in Maybe(Widths)
        from bytes in Bytes
        select new ChangeThing(thing, owner, text, number, place)
        {
            Places = places.ToList(), At = at, Colour = colour, Duration = duration, User = user, Ratio = ratio,
            Widths = widths, Bytes = bytes,
            Prices = prices.Select((price, i) => (price, i)).ToDictionary(p => $"price \"{p.i}\"", p => p.price),
        };

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), values.Select(v => (T?)v));

    private static Gen<T?> MaybeValue<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(v => (T?)v));

    private static Gen<Filter<T>> AnyFilter<T>(Gen<T> values, params Operators[] operators) =>
        from used in Gen.SubListOf(operators)
        from first in values
        from second in values
        from isNull in Flag
        select new Filter<T>([.. used.Select(o => o switch
        {
            Operators.Null => new FilterCondition<T>(o, []) { IsNull = isNull },
            Operators.Equal or Operators.NotEqual => new FilterCondition<T>(o, [first, second]),
            _ => new FilterCondition<T>(o, [first]),
        })]);
}
