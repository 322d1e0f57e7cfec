using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Operations;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>Whatever is sent, a binder makes a message or says what is wrong; it never throws.</summary>
public sealed class BindingFuzzTests
{
    private const string RightBody = """
        {"title":"Chair","note":null,"priority":3,"colour":"blue","address":{"city":"Rome","lines":[{"article":"a","amount":1}]},
         "email":"a@b.example","free":"x","step":3,"at":"2026-11-22T13:25:00Z","numbers":{"b":2},"ratio":1e2,"customer":"acme","flag":true}
        """;

    private const string RightQuery = "?limit=5&after=x&sort=-madeAt&count=true&colour=blue,darkRed&title.contains=a&madeAt.gte=2026-01-01T00:00:00Z"
        + "&madeAt.null=true&size=1&size.ne=2&tags=a,b";

    private const string RightParts = """
        {"inner":{"at":"2026-01-01T00:00:00Z","whole":5,"deeper":{"numbers":[1,2.5],"texts":["a"]},"figure":{"radius":1,"$type":"circle"}},
         "items":[{},{"stage":"open","bytes":"AQI=","customer":null}],"map":{"k":{"decimal":1.5}},"gaps":[null,"x"],"set":[1],
         "byUuid":{"0198c0de-0000-7000-8000-000000000001":1},"byStage":{"open":1},"any":{"a":[1,"x",null]},
         "figures":[{"$type":"square","name":"x"}],"sizedMap":{"a":1}}
        """;

    private static readonly string[] PartBits =
        ["\"$type\":\"circle\",", "\"$type\":\"square\"", "\"$type\":1", "\"$id\":\"1\",", "\"$values\":[]", "\"$ref\":\"1\"", "\"radius\":0",
            "\"computed\":1,", "\"at\":", "\"open\"", "\"k\":", "0198c0de", "1.0", "-0", "1e5", "e-1", ".Z", "=", "\"AQI\""];

    private static readonly string[] BodyBits =
        ["{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\u00e9", "null", "true", "1e999", "-", "99999999999999999999", "\"title\"",
            "\"lines\"", "{\"a\":1}", "[[[[", "\0", "\u00e9", "\ud83d\ude00", " ", "/*", "\ufeff"];

    private static readonly string[] QueryBits =
        ["&", "=", "?", "%", "%00", "%ed%a0%80", "%2C", "+", ".", "..", ",", ",,", "limit", "colour", "title", ".gte", ".null", ".startsWith", "true", "\ud800", "\0", "é",
            "99999999999999999999", "-1"];

    [Fact]
    public void A_body_with_edits_never_throws() => Hold(Edited(RightBody, BodyBits), body =>
        Holds(ChangeThingOperation.Bind, Requests.Body(body, ("thing", Requests.Id))));

    // The serializer finds nothing that the shapes of values let pass: it would say so in its own words.
    [Fact]
    public void A_body_with_parts_and_edits_never_reaches_the_serializer_wrong() => Hold(
        Edited(RightParts, [.. BodyBits, .. PartBits]),
        body =>
        {
            var binding = Requests.Body(body);
            return Holds(TakeEverythingOperation.Bind, binding)
                && binding.Errors.All(e => !e.Message.Contains("is not valid.", StringComparison.Ordinal));
        });

    [Fact]
    public void Any_bytes_as_a_body_never_throw() => Hold(Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b)), body =>
        Holds(ChangeThingOperation.Bind, Requests.Body(body)));

    [Fact]
    public void A_query_string_with_edits_never_throws() => Hold(Edited(RightQuery, QueryBits), query =>
        query is not ['?', ..] || Holds(ListThingsOperation.Bind, Requests.Query(query)));

    [Fact]
    public void Any_values_never_throw() => Hold(Gen.ArrayOf(Gen.Elements(QueryBits)), bits =>
    {
        var value = string.Concat(bits);
        return Holds(ReadValuesOperation.Bind, Requests.Query(
            $"?whole={value}&amount={value}&ratio={value}&flag={value}&at={value}&day={value}&duration={value}&bare={value}&sizes={value}",
            ("thing", value), ("customer", value)));
    });

    private static void Hold<T>(Gen<T> gen, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Arb.From(gen), property));

    // A message or errors, never both, never neither; and what is said can be written as JSON in UTF-8.
    private static bool Holds<T>(MessageBinder<T> bind, RequestBinding binding)
        where T : class =>
        bind(binding) is null == binding.Errors.Count > 0
        && binding.Errors.All(e => Encoding.UTF8.GetByteCount(e.Message) < 1_000 && e.Field.Length <= 210);

    private static Gen<string> Edited(string right, string[] bits) => Gen.ArrayOf(
            from at in Gen.Choose(0, right.Length)
            from cut in Gen.Choose(0, 6)
            from bit in Gen.Elements(bits)
            select (at, cut, bit))
        .Select(edits => edits.Take(4).Aggregate(right, (text, edit) =>
        {
            var at = Math.Min(edit.at, text.Length);
            return text[..at] + edit.bit + text[Math.Min(text.Length, at + edit.cut)..];
        }));
}
