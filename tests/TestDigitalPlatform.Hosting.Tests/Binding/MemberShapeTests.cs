using System.Text.Json.Serialization;
using TestDigitalPlatform.Hosting.Binding.Shapes;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

public sealed class MemberShapeTests
{
    [Fact]
    public void Leaves_out_what_JSON_ignores() => BindingJson.Options.GetTypeInfo(typeof(Line)).Properties
        .Where(MemberShape.IsMember).Select(p => p.Name).ShouldBe(["amount", "note"]);

    internal sealed record Line(
        int Amount, [property: JsonIgnore] string Internal,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null)
    {
        [JsonIgnore]
        public string? Also { get; init; }
    }
}
