using System.Text.Json;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Core.Tests.Json;

public sealed class EnumTextTests
{
    private enum Stage
    {
        Open,
        [JsonStringEnumMemberName("in-progress")] InProgress,
        URLPath,
        Done,
        Finished = Done,
    }

    [Theory]
    [InlineData(0, "open")]
    [InlineData(1, "in-progress")]
    [InlineData(2, "urlPath")]
    public void A_member_has_one_name_everywhere(int member, string name)
    {
        var stage = (Stage)member;

        EnumText<Stage>.Of(stage).ShouldBe(name);
        EnumText<Stage>.Parse(name).ShouldBe(stage);
        JsonSerializer.Serialize(stage, PlatformJson.Options).ShouldBe($"\"{name}\"");
        JsonSerializer.Deserialize<Stage>($"\"{name}\"", PlatformJson.Tolerant).ShouldBe(stage);
    }

    [Fact]
    public void What_a_member_is_called_in_csharp_is_no_name_beside_its_own() =>
        EnumText<Stage>.TryParse("inProgress", out _).ShouldBeFalse();

    [Fact]
    public void Two_names_of_one_value_are_read_and_one_is_written()
    {
        EnumText<Stage>.Parse("done").ShouldBe(Stage.Done);
        EnumText<Stage>.Parse("finished").ShouldBe(Stage.Done);
        JsonSerializer.Serialize(Stage.Finished, PlatformJson.Options)
            .ShouldBe($"\"{EnumText<Stage>.Of(Stage.Finished)}\"");
        EnumText<Stage>.All.ShouldBe(["open", "in-progress", "urlPath", "done", "finished"]);
    }
}
