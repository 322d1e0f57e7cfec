namespace PublicApi.Tests;

public sealed class ApiDifferenceTests
{
    [Fact]
    public void Names_what_is_gone_and_what_is_new_below_their_types() =>
        ApiDifference.Between(
            "namespace N\n{\n    public class A\n    {\n        public int One() { }\n        public int Two() { }\n    }\n}\n",
            "namespace N\n{\n    public class A\n    {\n        public int One() { }\n        public long Two() { }\n    }\n    public class B { }\n}\n")
            .ShouldBe(
                "  gone  public class A\n            public int Two() { }\n"
                + "  new   public class A\n            public long Two() { }\n  new   namespace N\n            public class B { }");
}
